import { sql } from 'drizzle-orm';
import type { Database } from '#server/db/pool.ts';
import { timerTable } from '#server/timer/table.ts';

/** How late timers fired within some time, in milliseconds of the real clock, and what is overdue to fire now. */
export interface Lateness {
  /** How many fired. */
  fired: number;
  /** Nearest rank; null where none fired. */
  p50Ms: number | null;
  p99Ms: number | null;
  maxMs: number | null;
  /** Armed and past their instant. */
  due: number;
}

/**
 * The lateness of what fired in the last `withinMs` of the city's time. A simulated day's milliseconds are divided by
 * its speed; on a clock that stands still they are the city's.
 */
export async function readLateness(db: Database, withinMs: number): Promise<Lateness> {
  const quantile = (q: number) =>
    sql`percentile_disc(${q}::float8) within group (order by fired_at - fire_at)`;
  const ms = (interval: ReturnType<typeof sql>) =>
    sql`round(extract(epoch from ${interval}) * 1000 / (select case when rate > 0 then rate else 1 end from city_clock))::int`;
  const { rows } = await db.execute<Record<string, number | string | null>>(sql`
    select count(*) as fired, ${ms(quantile(0.5))} as p50, ${ms(quantile(0.99))} as p99,
      ${ms(sql`max(fired_at - fire_at)`)} as max,
      (select count(*) from ${timerTable} where state = 'armed' and fire_at <= (select city_now())) as due
    from ${timerTable} where state = 'fired'
      and fired_at > (select city_now()) - ${withinMs}::float8 * interval '1 millisecond'`);
  const [row] = rows;
  const figure = (name: string): number | null => (row?.[name] == null ? null : Number(row[name]));
  return {
    fired: figure('fired') ?? 0,
    ...{ p50Ms: figure('p50'), p99Ms: figure('p99'), maxMs: figure('max') },
    due: figure('due') ?? 0,
  };
}
