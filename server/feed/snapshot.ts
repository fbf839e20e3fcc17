import { and, desc, eq, gte, inArray, isNull, notInArray, or, sql, type SQL } from 'drizzle-orm';
import { NO_NEWS, RECENT } from '#domain/board/board.ts';
import { digestOf, type Digest } from '#domain/board/digest.ts';
import type { View } from '#domain/board/view.ts';
import type { Event } from '#domain/audit/event.ts';
import type { Case } from '#domain/case/case.ts';
import { dayNumber, dayStart } from '#domain/timer/calendar.ts';
import { eventTable } from '#server/audit/table.ts';
import { caseTable } from '#server/case/table.ts';
import { readClocks } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { feedHeadTable } from '#server/feed/table.ts';

/** The view at one number of the feed. */
export interface ViewSnapshot {
  epoch: string;
  seq: number;
  now: number;
  real: number;
  cases: Case[];
  recent: Event[];
}

/** Rows and head in one repeatable-read transaction: read apart, one view in seven would be wrong. */
export function takeSnapshot(db: Database, view: View): Promise<ViewSnapshot> {
  return readView(db, view, async (tx, head, held) => {
    const rows = await tx.select({ body: caseTable.body }).from(caseTable).where(held);
    const cases = rows.map((row) => row.body);
    return { ...head, cases, recent: cases.length === 0 ? [] : await recentOf(tx, held) };
  });
}

/** What every screen of the view must hold at one number of the feed. */
export function takeDigest(db: Database, view: View): Promise<ViewDigest> {
  return readView(db, view, async (tx, head, held) => {
    const rows = await tx
      .select({ id: caseTable.id, version: caseTable.version })
      .from(caseTable)
      .where(held);
    const { seq, now, real } = head;
    return { seq, now, real, ...digestOf(rows) };
  });
}

/** What a view must hold at one number of the feed, and when: by the city's clock, and by the database's own. */
export type ViewDigest = Digest & { seq: number; now: number; real: number };

type Head = Pick<ViewSnapshot, 'epoch' | 'seq' | 'now' | 'real'>;

function readView<T>(
  db: Database,
  view: View,
  read: (tx: Database, head: Head, held: SQL) => Promise<T>,
): Promise<T> {
  return transaction(
    db,
    async (tx) => {
      const [head] = await tx.select().from(feedHeadTable).where(eq(feedHeadTable.id, 1));
      if (!head) throw new Error('the feed has no head');
      const { now, real } = await readClocks(tx);
      return read(tx, { epoch: head.epoch, seq: head.seq, now, real }, heldBy(view, now));
    },
    'read',
    view,
  );
}

/** The rows that a board holds: board.ts `holds`, and the view, in SQL. */
export const heldBy = (view: View, now: number): SQL =>
  and(
    inViewSql(view),
    or(
      isNull(caseTable.closedAt),
      gte(caseTable.closedAt, dayStart(dayNumber(now))),
      eq(caseTable.watched, true),
    ),
  ) ?? sql`false`;

/**
 * view.ts `inView` in SQL: an area's prefix is a range of the index, a department one of an array. The range is written
 * out, for behind the policies of rows `like` would be too leaky for the index (docs/decisions/0024).
 */
export function inViewSql(view: View): SQL {
  const { areaCode } = caseTable;
  const areas = view.areas.map(
    (prefix) => sql`(${areaCode} ~>=~ ${prefix} and ${areaCode} ~<~ ${`${prefix}~`})`,
  );
  const departments =
    view.departments.length > 0
      ? [sql`${caseTable.departments} && ${sql.param([...view.departments])}::text[]`]
      : [];
  return or(...areas, ...departments) ?? sql`false`;
}

/** The latest facts about the cases that are held, newest first: what a ticker starts from. */
async function recentOf(tx: Database, held: SQL): Promise<Event[]> {
  const latest = await tx
    .select({ body: eventTable.body })
    .from(eventTable)
    .where(
      and(
        inArray(eventTable.caseId, sql`(select id from "case" where ${held})`),
        notInArray(eventTable.type, [...NO_NEWS]),
      ),
    )
    .orderBy(desc(eventTable.eid))
    .limit(RECENT);
  return latest.map((row) => row.body);
}
