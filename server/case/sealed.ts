import type { KeyObject } from 'node:crypto';
import { and, eq, getTableColumns, inArray, ne, sql, type SQL } from 'drizzle-orm';
import type { Event } from '#domain/audit/event.ts';
import { textRef } from '#domain/audit/text-ref.ts';
import type { Case } from '#domain/case/case.ts';
import { redactPerson } from '#domain/case/redact.ts';
import type { Command, CommandBody } from '#domain/case/command.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { freeText, type Passage } from '#domain/search/passage.ts';
import { newReceiptCode, type Sealer } from '#server/access/seal.ts';
import { districtLetters } from '#server/case/number.ts';
import { caseKeyTable, receiptTable, sealedTable } from '#server/case/table.ts';
import { phoneHash } from '#server/contact/phone.ts';
import { phoneIndexTable } from '#server/contact/table.ts';
import type { Database } from '#server/db/pool.ts';

/** The receipt code is sealed under this reference; it belongs to the resident and is shown to nobody else. */
export const RECEIPT = 'receipt';

/** How to reach the resident is sealed under this one, so that it can be deleted before the words are. */
export const CONTACT = 'contact';

/** What the resident said, and how to reach them; nothing of it stands anywhere else. */
export interface SealedReport {
  words: string;
  name: string | null;
  phone: string | null;
}

/** The report as it was put together; before there was a reference of its own, the contact stood beside the words. */
export function reportIn(sealed: ReadonlyMap<string, unknown>): SealedReport | undefined {
  const own = sealed.get('report') as (Pick<SealedReport, 'words'> & Partial<SealedReport>) | undefined;
  if (!own) return undefined;
  const { name = null, phone = null } = (sealed.get(CONTACT) as Partial<SealedReport> | undefined) ?? own;
  return { words: own.words, name, phone };
}

/** What a command seals: parts of the statement that saves its case, and the receipt code of a new one. */
interface Sealing {
  parts: SQL[];
  receipt?: string;
}

/**
 * Seals the free text and the personal data of a command under the case's key. Answers with the receipt code of a new
 * case; a text about one whose key was erased has no place any more.
 */
export async function sealCommand(
  tx: Database,
  sealer: Sealer,
  command: Command,
  state: Case,
  events: readonly Event[],
): Promise<Sealing | Refusal> {
  const text = textOf(command, events);
  if (command.type === 'case.report' || command.type === 'case.settle') {
    return sealReport(tx, sealer, command.body, state, text);
  }
  if (!text) return { parts: [] };
  const key = await caseKey(tx, sealer, state.id);
  if (!key) return refuse('erased');
  const row = { caseId: state.id, ref: text.ref, sealed: sealer.seal(key, text.text) };
  return { parts: [sql`sealed_text as ${tx.insert(sealedTable).values(row)}`] };
}

/** A key for a new case, and under it all that must stand nowhere else. */
function sealReport(
  tx: Database,
  sealer: Sealer,
  { words, contact }: CommandBody<'case.report'>,
  { id: caseId, mode, place }: Case,
  text: { ref: string; text: string } | undefined,
): Sealing {
  const given = mode === 'anonymous' ? undefined : contact;
  const reach = { name: given?.name ?? null, phone: given?.phone ?? null };
  const { key, wrapped } = sealer.newKey();
  const code = newReceiptCode(districtLetters(place.areaCode));
  const rows = [
    { caseId, ref: 'report', sealed: sealer.seal(key, { words }) },
    ...(reach.name === null && reach.phone === null
      ? []
      : [{ caseId, ref: CONTACT, sealed: sealer.seal(key, reach) }]),
    ...(text ? [{ caseId, ref: text.ref, sealed: sealer.seal(key, text.text) }] : []),
    // Sealed, so that a repeat of the command can be answered with it; in clear it stands nowhere.
    { caseId, ref: RECEIPT, sealed: sealer.seal(key, code) },
  ];
  const phone = reach.phone === null ? undefined : phoneHash(sealer, reach.phone);
  return {
    parts: [
      sql`keyed as ${tx.insert(caseKeyTable).values({ caseId, wrapped })}`,
      sql`sealed_texts as ${tx.insert(sealedTable).values(rows)}`,
      sql`receipted as ${tx.insert(receiptTable).values({ codeHash: sealer.hash(code), caseId })}`,
      // The telephone number as it can be found and never read, where there is one.
      ...(phone === undefined
        ? []
        : [sql`indexed as ${tx.insert(phoneIndexTable).values({ caseId, phoneHash: phone })}`]),
    ],
    receipt: code,
  };
}

/** What a command brings to be found by: the free texts of it that `sealCommand` seals. */
export function passagesOf(command: Command, events: readonly Event[]): Passage[] {
  const text = textOf(command, events);
  const isNew = command.type === 'case.report' || command.type === 'case.settle';
  const name = (isNew && command.body.contact?.name) || null;
  return [
    ...(isNew ? [freeText('words', 'report', command.body.words, name)] : []),
    ...(text ? [freeText('text', text.ref, text.text, name)] : []),
  ];
}

/** The free text of a command under the reference of the event that it made. */
function textOf(command: Command, events: readonly Event[]): { ref: string; text: string } | undefined {
  const text = wordsOf(command);
  const ref = events.map(textRef).find((one) => one !== undefined);
  return text === undefined || ref === undefined ? undefined : { ref, text };
}

function wordsOf(command: Command): string | undefined {
  switch (command.type) {
    case 'case.settle':
    case 'case.resolve':
    case 'assignment.finish':
      return command.body.outcome;
    case 'case.record':
      return command.body.text;
    case 'order.draft':
      return command.body.requirement;
    case 'extension.request':
      return command.body.reason;
    case 'case.redo':
    case 'case.suspend':
    case 'case.withdraw':
    case 'case.review':
    case 'followup.finish':
    case 'rating.contest':
    case 'supervision.open':
    case 'supervision.answer':
      return command.body.words;
    default:
      return undefined;
  }
}

/** The key of a case's personal data; undefined where it was erased, and with it the person. */
export async function caseKey(tx: Database, sealer: Sealer, caseId: string): Promise<KeyObject | undefined> {
  const [row] = await tx.select().from(caseKeyTable).where(eq(caseKeyTable.caseId, caseId));
  return row && sealer.unwrap(row.wrapped);
}

/** The receipt code of a case, for whoever repeats the very command that reported it. */
export async function receiptOf(tx: Database, sealer: Sealer, caseId: string): Promise<string | undefined> {
  const code = (await openSealed(tx, sealer, caseId)).get(RECEIPT);
  return typeof code === 'string' ? code : undefined;
}

/** What the resident said and left as a contact; undefined where the key was erased. */
export async function openReport(
  db: Database,
  sealer: Sealer,
  caseId: string,
): Promise<SealedReport | undefined> {
  const one = and(eq(sealedTable.caseId, caseId), inArray(sealedTable.ref, ['report', CONTACT]));
  return reportIn((await open(db, sealer, one)).get(caseId) ?? new Map());
}

/** Opens everything that is sealed for a case, by reference; empty where the key was erased. */
export async function openSealed(
  db: Database,
  sealer: Sealer,
  caseId: string,
): Promise<Map<string, unknown>> {
  return (await open(db, sealer, eq(sealedTable.caseId, caseId))).get(caseId) ?? new Map();
}

/** The free texts of some cases as they may be searched and shown; a case whose key was erased has none. */
export async function openPassages(
  db: Database,
  sealer: Sealer,
  caseIds: readonly string[],
): Promise<Map<string, Passage[]>> {
  const texts = and(inArray(sealedTable.caseId, [...caseIds]), ne(sealedTable.ref, RECEIPT));
  const opened = await open(db, sealer, texts);
  return new Map([...opened].map(([caseId, sealed]) => [caseId, passagesIn(sealed)]));
}

/**
 * One free text of each of some cases, by the case, as it may be shown: without numbers of telephones and identity cards,
 * and without the resident's name. A case whose key was erased has none.
 * @param refs the reference of the text, by the case that it belongs to
 */
export async function openTexts(
  db: Database,
  sealer: Sealer,
  refs: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const wanted = inArray(sealedTable.ref, [...refs.values(), 'report', CONTACT]);
  const opened = await open(db, sealer, and(inArray(sealedTable.caseId, [...refs.keys()]), wanted));
  return new Map(
    [...opened].flatMap(([caseId, sealed]) => {
      const text = sealed.get(refs.get(caseId) ?? '');
      return typeof text === 'string' ? [[caseId, redactPerson(text, nameIn(sealed))]] : [];
    }),
  );
}

/** The name under which a case was reported: it is taken out of every text of the case that somebody reads. */
export const nameIn = (sealed: ReadonlyMap<string, unknown>): string | null => reportIn(sealed)?.name ?? null;

function passagesIn(sealed: ReadonlyMap<string, unknown>): Passage[] {
  const name = nameIn(sealed);
  const texts = [...sealed].filter(([ref]) => ref !== CONTACT);
  return texts.map(([ref, text]) =>
    ref === 'report'
      ? freeText('words', ref, (text as { words: string }).words, name)
      : freeText('text', ref, text as string, name),
  );
}

async function open(
  db: Database,
  sealer: Sealer,
  which: SQL | undefined,
): Promise<Map<string, Map<string, unknown>>> {
  const rows = await db
    .select({ ...getTableColumns(sealedTable), wrapped: caseKeyTable.wrapped })
    .from(sealedTable)
    .innerJoin(caseKeyTable, eq(caseKeyTable.caseId, sealedTable.caseId))
    .where(which);
  const opened = new Map<string, Map<string, unknown>>();
  const keys = new Map<string, KeyObject>();
  for (const { caseId, ref, sealed, wrapped } of rows) {
    const key = keys.get(caseId) ?? sealer.unwrap(wrapped);
    keys.set(caseId, key);
    opened.set(caseId, (opened.get(caseId) ?? new Map()).set(ref, sealer.open(key, sealed)));
  }
  return opened;
}
