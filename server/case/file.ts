import { asc, eq, inArray } from 'drizzle-orm';
import type { Event } from '#domain/audit/event.ts';
import type { Case } from '#domain/case/case.ts';
import { redactPerson } from '#domain/case/redact.ts';
import type { Refusal, RefusalCode } from '#domain/refusal.ts';
import { maskName, maskPhone } from '#server/access/mask.ts';
import type { Sealer } from '#server/access/seal.ts';
import { userTable } from '#server/access/table.ts';
import { eventTable } from '#server/audit/table.ts';
import { openSealed, RECEIPT, reportIn } from '#server/case/sealed.ts';
import { caseTable } from '#server/case/table.ts';
import { MEDIA_URL } from '#server/media/table.ts';
import type { Database } from '#server/db/pool.ts';

/**
 * A case as its handlers see it: the state, the whole log, and the sealed texts with the person masked. Numbers of
 * telephones and identity cards inside free texts are taken out: whoever needs one asks for the contact itself.
 */
export interface CaseFile {
  case: Case;
  events: Event[];
  /** Names of the staff that appear in the log, by id. */
  people: Record<string, string>;
  report: { words: string; name: string | null; phone: string | null };
  /** Why the contact may not be shown to who reads this; null where it may be asked for. */
  contact: RefusalCode | null;
  /** 已删除个人信息: the key was erased, and with it everything that anybody wrote about the case. */
  erased: boolean;
  /** Other free texts by what they belong to: record ids, `outcome:<version>`, order and extension ids. */
  texts: Record<string, string>;
}

export async function findCase(db: Database, id: string): Promise<Case | undefined> {
  const [row] = await db.select({ body: caseTable.body }).from(caseTable).where(eq(caseTable.id, id));
  return row?.body;
}

export async function readCaseFile(
  db: Database,
  sealer: Sealer,
  subject: Case,
  contactFor: () => Refusal | undefined,
): Promise<CaseFile> {
  const events = await readLog(db, subject.id);
  const sealed = await openSealed(db, sealer, subject.id);
  const opened = reportIn(sealed);
  const report = opened ?? { words: '', name: null, phone: null };
  const given = report.name !== null || report.phone !== null;
  return {
    case: subject,
    events,
    people: await namesOf(db, events),
    report: {
      words: redactPerson(report.words, report.name),
      name: report.name === null || subject.mode !== 'named' ? null : maskName(report.name),
      phone: report.phone === null || subject.mode !== 'named' ? null : maskPhone(report.phone),
    },
    contact: given ? (contactFor()?.refused ?? null) : 'contact-none',
    erased: opened === undefined,
    texts: Object.fromEntries(
      [...sealed]
        // Where a partner keeps its picture is for that partner: an address may name whom it shows.
        .filter(([ref, text]) => ref !== RECEIPT && ref !== MEDIA_URL && typeof text === 'string')
        .map(([ref, text]) => [ref, redactPerson(text as string, report.name)]),
    ),
  };
}

/** The whole log of a case, in its order. */
export async function readLog(db: Database, caseId: string): Promise<Event[]> {
  const log = await db
    .select({ body: eventTable.body })
    .from(eventTable)
    .where(eq(eventTable.caseId, caseId))
    .orderBy(asc(eventTable.version));
  return log.map((row) => row.body);
}

async function namesOf(db: Database, events: readonly Event[]): Promise<Record<string, string>> {
  const named = events.flatMap((event) => [
    ...(event.by.kind === 'person' ? [event.by.id, event.by.onBehalfOf ?? event.by.id] : []),
    ...(event.type === 'case.entrusted' ? [event.body.personId] : []),
  ]);
  const ids = [...new Set(named)];
  if (ids.length === 0) return {};
  const rows = await db
    .select({ id: userTable.id, name: userTable.name })
    .from(userTable)
    .where(inArray(userTable.id, ids));
  return Object.fromEntries(rows.map((row) => [row.id, row.name]));
}
