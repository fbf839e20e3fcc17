import { and, desc, eq, gte, inArray, lt, sql, type SQL } from 'drizzle-orm';
import * as v from 'valibot';
import { dayName, dayOfName, dayStart } from '#domain/timer/calendar.ts';
import type { Pair } from '#domain/language.ts';
import { deviceTable, userTable } from '#server/access/table.ts';
import { AUDIT_ACTS, note, type AuditAct, type AuditDetails } from '#server/audit/entry.ts';
import { auditEntryTable } from '#server/audit/table.ts';
import { AUDIT_WORDS } from '#server/audit/words.ts';
import { caseTable } from '#server/case/table.ts';
import { readClocks } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';

/** Entries a page. */
const PAGE = 100;
/** Reading is noted once in so many minutes a reader: a list that grows by being looked at would soon hold nothing else. */
const READING_MIN = 60;

const day = v.pipe(
  v.string(),
  v.isoDate(),
  v.check((name) => dayName(dayOfName(name)) === name, 'no such day'),
);
const word = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(80));

/** What the audit administrator asks for, as it stands in the address of the page. */
export const AUDIT_QUERY = v.strictObject({
  act: v.optional(v.picklist(AUDIT_ACTS)),
  /** An account by its id or its name for signing in, or `system`, `nobody`, `partner:…`, `device:…`. */
  actor: v.optional(word),
  /** A case by its id or its number. */
  case: v.optional(word),
  /** Days in Asia/Shanghai by the database's own clock, both included. */
  from: v.optional(day),
  to: v.optional(day),
  /** The cursor of the page before. */
  before: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))),
});
type Query = v.InferOutput<typeof AUDIT_QUERY>;

/** One entry as it is read: ids with the names of accounts and walls, and the act in both languages. */
export interface ListedEntry extends Pair {
  id: number;
  /** By the database's own clock. */
  at: number;
  actor: string;
  actorName: string | null;
  act: AuditAct;
  caseId: string | null;
  caseNumber: string | null;
  subject: string | null;
  subjectName: string | null;
  details: AuditDetails;
}

export interface AuditList {
  asOf: number;
  /** The latest first. */
  entries: ListedEntry[];
  /** The `before` of the next page; null at the end. */
  next: number | null;
}

/** @param reader the id of the account that reads */
export async function listEntries(db: Database, reader: string, query: Query): Promise<AuditList> {
  await noteReading(db, reader);
  const { real } = await readClocks(db);
  const table = auditEntryTable;
  const rows = await db
    .select({
      ...{ id: table.id, at: table.at, actor: table.actor, act: table.act, caseId: table.caseId },
      ...{ subject: table.subject, details: table.details, caseNumber: caseTable.number },
    })
    .from(table)
    .leftJoin(caseTable, eq(caseTable.id, table.caseId))
    .where(and(...filtersOf(query)))
    .orderBy(desc(table.id))
    .limit(PAGE + 1);
  const shown = rows.slice(0, PAGE);
  const names = await namesOf(
    db,
    shown.flatMap(({ actor, subject }) => [actor, subject ?? '']),
  );
  return {
    asOf: real,
    entries: shown.map((row) => ({
      ...row,
      actorName: names.get(row.actor) ?? null,
      subjectName: names.get(row.subject ?? '') ?? null,
      // An act of a newer version that runs beside this one is told by its name.
      ...(AUDIT_WORDS[row.act] ?? { zh: row.act, en: row.act }),
    })),
    next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
  };
}

function filtersOf({ act, actor, case: subject, from, to, before }: Query): SQL[] {
  const table = auditEntryTable;
  const filters: SQL[] = [];
  if (act) filters.push(eq(table.act, act));
  if (actor) {
    filters.push(
      sql`${table.actor} in (select ${actor} union all select id from "user" where username = ${actor.toLowerCase()})`,
    );
  }
  if (subject)
    filters.push(
      sql`${table.caseId} in (select id from "case" where number = ${subject} or id::text = ${subject})`,
    );
  if (from) filters.push(gte(table.at, dayStart(dayOfName(from))));
  if (to) filters.push(lt(table.at, dayStart(dayOfName(to) + 1)));
  if (before !== undefined) filters.push(lt(table.id, before));
  return filters;
}

/** What accounts are called, and walls. */
async function namesOf(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)].filter(Boolean);
  if (wanted.length === 0) return new Map();
  const bare = wanted.map((id) => id.replace(/^device:/, ''));
  const users = await db
    .select({ id: userTable.id, name: userTable.name })
    .from(userTable)
    .where(inArray(userTable.id, wanted));
  const devices = await db
    .select({ id: deviceTable.id, name: deviceTable.name })
    .from(deviceTable)
    .where(inArray(deviceTable.id, bare));
  return new Map([
    ...users.map(({ id, name }) => [id, name] as const),
    ...devices.flatMap(({ id, name }) => [[id, name] as const, [`device:${id}`, name] as const]),
  ]);
}

async function noteReading(db: Database, reader: string): Promise<void> {
  const { actor, act, at } = auditEntryTable;
  const lately = sql`clock_timestamp() - ${READING_MIN} * interval '1 minute'`;
  const read = await db.$count(
    auditEntryTable,
    and(eq(actor, reader), gte(at, lately as never), eq(act, 'audit.read')),
  );
  if (read === 0) await note(db, { actor: reader, act: 'audit.read' });
}
