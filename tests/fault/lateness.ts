import type { Pool } from '#server/db/pool.ts';
import { spreadOf, type Spread } from '../load/crowd/spread.ts';

/**
 * How late timers fired, in real milliseconds, by the database's clock.
 * @param rate how fast the city's time ran
 * @param after only those that fired from this instant of the city's time on
 */
export async function latenessOf(pool: Pool, rate = 1, after = 0): Promise<Spread> {
  const { rows } = await pool.raw.query<{ ms: number }>(
    `select (extract(epoch from fired_at - fire_at) * 1000 / $1)::float8 as ms from timer
     where state = 'fired' and fired_at >= to_timestamp($2 / 1000.0)`,
    [rate, after],
  );
  return spreadOf(rows.map(({ ms }) => ms));
}

/** How many timers are due and not fired. */
export async function dueNow(pool: Pool): Promise<number> {
  const { rows } = await pool.raw.query<{ n: number }>(
    `select count(*)::int as n from timer where state = 'armed' and fire_at <= (select city_now())`,
  );
  return rows[0]!.n;
}

/** The clock by which everything is stamped, whatever the city's time is. */
export async function databaseClock(pool: Pool): Promise<number> {
  const { rows } = await pool.raw.query<{ now: Date }>('select clock_timestamp() as now');
  return new Date(rows[0]!.now).getTime();
}
