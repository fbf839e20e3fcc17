import { sql } from 'drizzle-orm';
import { setCityClock } from '#server/clock.ts';
import type { Desk } from '#server/command.ts';
import type { Database } from '#server/db/pool.ts';
import { sweep } from '#server/timer/sweep.ts';
import type { Act } from './act.ts';
import type { Cast, Played } from './cast.ts';

/** How often each outcome came about. */
export type Tally = Record<Exclude<Played, 'busy'>, number>;

/**
 * Plays acts as fast as the machine can: the city's time stands still, is set to the instant of the next act,
 * and every timer that is due on the way there fires first, at its own instant. Nobody waits for anything.
 */
export async function playStepping(
  cast: Cast,
  acts: readonly Act[],
  until: number,
  signal?: AbortSignal,
): Promise<Tally> {
  const tally: Tally = { done: 0, refused: 0, 'left out': 0 };
  let now = Number.NEGATIVE_INFINITY;
  for (const act of acts) {
    if (act.at > until || signal?.aborted) break;
    if (act.at > now) now = await advance(cast.desk, act.at);
    let played = await cast.play(act);
    while (played === 'busy' && !signal?.aborted) played = await cast.play(act);
    if (played !== 'busy') tally[played] += 1;
  }
  if (!signal?.aborted) await advance(cast.desk, until);
  return tally;
}

/** Moves the standing clock forward. Answers with the instant that it stands at. */
export async function advance(desk: Desk, to: number): Promise<number> {
  while ((await step(desk.db, to)) < to) {
    // Nothing fires where another process holds the case: it will fire it.
    if ((await sweep(desk)) === 0) return setCityClock(desk.db, to, 0).then(() => to);
  }
  return to;
}

/** Sets the standing clock to `to`, or to the next timer that is due before it, in one statement; never back. */
async function step(db: Database, to: number): Promise<number> {
  const { rows } = await db.execute<{ at: string | Date }>(sql`
    update city_clock set real_at = clock_timestamp(), rate = 0, city_at = least(
      to_timestamp(${to / 1000}::double precision),
      greatest(city_at, coalesce((select min(fire_at) from timer where state = 'armed'), 'infinity'))
    ) where id = 1 returning city_at as at`);
  return new Date(rows[0]?.at ?? Number.NaN).getTime();
}
