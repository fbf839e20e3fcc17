import { sql, type SQL } from 'drizzle-orm';
import { holds, NO_NEWS, RECENT } from '#domain/board/board.ts';
import { stand, type Logged } from '#domain/board/stand.ts';
import type { View } from '#domain/board/view.ts';
import type { Event } from '#domain/audit/event.ts';
import type { Case } from '#domain/case/case.ts';
import { dayNumber, dayStart } from '#domain/timer/calendar.ts';
import type { Database } from '#server/db/pool.ts';
import { inViewSql } from '#server/feed/snapshot.ts';

/** The city's cases: the empty prefix is that of every area. For the system's own work; a policy lets nobody ask for it. */
export const EVERYWHERE: View = { areas: [''], departments: [] };

/** An instant as a parameter. */
export const instantSql = (ms: number): SQL => sql`${new Date(ms).toISOString()}::timestamptz`;

/**
 * The cases that a board of this view held at an instant: the moment before it, carried on by what the log says since.
 * Before the first moment the whole log is folded, which takes its time and comes to the same.
 */
export async function standAt(tx: Database, view: View, at: number): Promise<Map<string, Case>> {
  const kept = await momentBefore(tx, at);
  const cases =
    kept === undefined
      ? stand([], await wholeLog(tx, view, at))
      : stand(await imagesAt(tx, view, kept), await logBetween(tx, view, kept, at));
  for (const [id, subject] of cases) if (!holds(subject, at)) cases.delete(id);
  return cases;
}

/** The latest facts about the cases that were held, newest first: what a ticker showed. */
export async function recentAt(tx: Database, at: number, held: ReadonlyMap<string, Case>): Promise<Event[]> {
  const { rows } = await tx.execute<{ body: Event }>(sql`
    select body from event where at <= ${instantSql(at)} and case_id = any (${sql.param([...held.keys()])}::uuid[])
      and type <> all (${sql.param([...NO_NEWS])}::text[])
    order by at desc, eid desc limit ${RECENT}`);
  return rows.map(({ body }) => body);
}

async function momentBefore(tx: Database, at: number): Promise<number | undefined> {
  const { rows } = await tx.execute<{ at: Date | string | null }>(
    sql`select max(at) as at from moment where at <= ${instantSql(at)}`,
  );
  const kept = rows[0]?.at;
  return kept ? new Date(kept).getTime() : undefined;
}

/** Each case as it was written last on the day of that moment, which began with all of them. */
async function imagesAt(tx: Database, view: View, kept: number): Promise<Case[]> {
  const { rows } = await tx.execute<{ body: Case }>(sql`
    select distinct on (m.case_id) m.body from moment_case m join "case" on "case".id = m.case_id
    where m.at between ${instantSql(dayStart(dayNumber(kept)))} and ${instantSql(kept)} and ${inViewSql(view)}
    order by m.case_id, m.at desc`);
  return rows.map(({ body }) => body);
}

async function logBetween(tx: Database, view: View, after: number, until: number): Promise<Logged[]> {
  const { rows } = await tx.execute<{ event: Event; image: Case | null }>(sql`
    select e.body as event, e.image from event e join "case" on "case".id = e.case_id
    where e.at > ${instantSql(after)} and e.at <= ${instantSql(until)} and ${inViewSql(view)} order by e.eid`);
  return rows;
}

/** Of every case that may have been held then: it is open, was over that day at the earliest, is watched, or went on since. */
async function wholeLog(tx: Database, view: View, at: number): Promise<Logged[]> {
  const { rows } = await tx.execute<{ event: Event }>(sql`
    select e.body as event from event e join "case" on "case".id = e.case_id
    where e.at <= ${instantSql(at)} and ${inViewSql(view)} and (
      "case".closed_at is null or "case".closed_at >= ${instantSql(dayStart(dayNumber(at)))} or "case".watched
      or exists (select from event later where later.case_id = "case".id and later.at > ${instantSql(at)})
    ) order by e.eid`);
  return rows;
}
