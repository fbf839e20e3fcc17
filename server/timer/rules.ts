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

/** Reads them anew; premises.ts keeps them for as long as nobody changed them. */
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
