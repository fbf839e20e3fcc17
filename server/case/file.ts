import { asc, eq, inArray } from 'drizzle-orm';
import type { Event } from '#domain/audit/event.ts';
import type { Case } from '#domain/case/case.ts';
import { redact } from '#domain/case/redact.ts';
import { maskName, maskPhone } from '#server/access/mask.ts';
import type { Sealer } from '#server/access/seal.ts';
import { userTable } from '#server/access/table.ts';
import { eventTable } from '#server/audit/table.ts';
import { openSealed, RECEIPT, type SealedReport } from '#server/case/sealed.ts';
import { caseTable } from '#server/case/table.ts';
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
  /** Other free texts by what they belong to: record ids, `outcome:<version>`, order and extension ids. */
  texts: Record<string, string>;
}

export async function findCase(db: Database, id: string): Promise<Case | undefined> {
  const [row] = await db.select({ body: caseTable.body }).from(caseTable).where(eq(caseTable.id, id));
  return row?.body;
}

export async function readCaseFile(db: Database, sealer: Sealer, subject: Case): Promise<CaseFile> {
  const [log, sealed] = await Promise.all([
    db
      .select({ body: eventTable.body })
      .from(eventTable)
      .where(eq(eventTable.caseId, subject.id))
      .orderBy(asc(eventTable.version)),
    openSealed(db, sealer, subject.id),
  ]);
  const events = log.map((row) => row.body);
  const report = (sealed.get('report') as SealedReport | undefined) ?? { words: '', name: null, phone: null };
  return {
    case: subject,
    events,
    people: await namesOf(db, events),
    report: {
      words: redact(report.words),
      name: report.name === null || subject.mode !== 'named' ? null : maskName(report.name),
      phone: report.phone === null || subject.mode !== 'named' ? null : maskPhone(report.phone),
    },
    texts: Object.fromEntries(
      [...sealed]
        .filter(([ref, text]) => ref !== RECEIPT && typeof text === 'string')
        .map(([ref, text]) => [ref, redact(text as string)]),
    ),
  };
}

async function namesOf(db: Database, events: readonly Event[]): Promise<Record<string, string>> {
  const named = events.flatMap(({ by }) => (by.kind === 'person' ? [by.id, by.onBehalfOf ?? by.id] : []));
  const ids = [...new Set(named)];
  if (ids.length === 0) return {};
  const rows = await db
    .select({ id: userTable.id, name: userTable.name })
    .from(userTable)
    .where(inArray(userTable.id, ids));
  return Object.fromEntries(rows.map((row) => [row.id, row.name]));
}
