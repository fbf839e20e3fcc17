import { gt, sql } from 'drizzle-orm';
import type { Calendar } from '#domain/timer/calendar.ts';
import type { Policy } from '#domain/timer/policy.ts';
import type { Duty } from '#domain/timer/roster.ts';
import type { Database } from '#server/db/pool.ts';
import { readCalendar } from '#server/timer/calendar.ts';
import { readPolicies } from '#server/timer/policy.ts';
import { dutyTable } from '#server/timer/table.ts';

/** What administrators set and decisions are taken by: the limits, the calendar, and who is on duty. */
export interface Rules {
  policies: readonly Policy[];
  calendar: Calendar;
  roster: readonly Duty[];
}

/** How long what was read may be used before it is read again. */
const FRESH_MS = 5_000;

export async function readRules(db: Database): Promise<Rules> {
  // One after the other: they may be asked on the one connection of a transaction.
  const policies = await readPolicies(db);
  const calendar = await readCalendar(db);
  const roster = await db
    .select()
    .from(dutyTable)
    .where(gt(dutyTable.until, sql`city_now()`));
  return { policies, calendar, roster };
}

/**
 * Reads the rules now and again whenever what is there has aged. Asked with the handle of a transaction, so that a decision
 * never waits for a second connection while it holds one: as many of them as the pool has would wait for each other.
 */
export async function keepRules(db: Database): Promise<(handle?: Database) => Promise<Rules>> {
  let kept = { rules: await readRules(db), at: performance.now() };
  return async (handle = db) => {
    if (performance.now() - kept.at > FRESH_MS)
      kept = { rules: await readRules(handle), at: performance.now() };
    return kept.rules;
  };
}
