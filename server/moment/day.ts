import { sql } from 'drizzle-orm';
import type { EventType } from '#domain/audit/event.ts';
import type { TrackedDay, TrackMark } from '#domain/board/moment.ts';
import type { View } from '#domain/board/view.ts';
import { DAY_MS, dayName, dayNumber, dayStart } from '#domain/timer/calendar.ts';
import type { Database } from '#server/db/pool.ts';
import { inViewSql } from '#server/feed/snapshot.ts';
import { instantSql } from '#server/moment/stand.ts';

const KINDS = {
  'timer.breached': 'red',
  'timer.warned': 'amber',
  'order.issued': 'order',
} as const satisfies Partial<Record<EventType, TrackMark['kind']>>;
const TYPES = Object.keys(KINDS) as (keyof typeof KINDS)[];

export async function trackDay(tx: Database, view: View, day: number, now: number): Promise<TrackedDay> {
  const from = dayStart(day);
  const inView = sql`from event e join "case" on "case".id = e.case_id where ${inViewSql(view)}`;
  const { rows } = await tx.execute<{ at: Date | string; type: keyof typeof KINDS }>(sql`
    select e.at, e.type ${inView} and e.type = any (${sql.param(TYPES)}::text[])
      and e.at >= ${instantSql(from)} and e.at < ${instantSql(from + DAY_MS)} and e.at <= ${instantSql(now)}
    order by e.at, e.eid`);
  const { rows: firsts } = await tx.execute<{ at: Date | string }>(
    sql`select e.at ${inView} order by e.at limit 1`,
  );
  const first = firsts[0] && new Date(firsts[0].at).getTime();
  return {
    day: dayName(day),
    from,
    to: from + DAY_MS,
    first: first === undefined ? null : dayName(dayNumber(first)),
    marks: rows.map(({ at, type }) => ({ at: new Date(at).getTime(), kind: KINDS[type] })),
  };
}
