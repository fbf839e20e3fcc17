import { gt, sql } from 'drizzle-orm';
import type { Calendar } from '#domain/timer/calendar.ts';
import type { Policy } from '#domain/timer/policy.ts';
import type { Duty } from '#domain/timer/roster.ts';
import { executePlanned } from '#server/db/planned.ts';
import type { Database } from '#server/db/pool.ts';
import { readCalendar } from '#server/timer/calendar.ts';
import { readPolicies } from '#server/timer/policy.ts';
import { dutyTable, premisesHeadTable } from '#server/timer/table.ts';

/** What administrators set and decisions are taken by: the limits, the calendar, and who is on duty. */
export interface Rules {
  policies: readonly Policy[];
  calendar: Calendar;
  roster: readonly Duty[];
}

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
 * The rules as they stand at this moment, read again where anything was changed through any process. Asked with the
 * handle of a transaction, so that a decision never waits for a second connection while it holds one: as many of them as
 * the pool has would wait for each other.
 */
export async function keepRules(db: Database): Promise<(handle?: Database) => Promise<Rules>> {
  let kept = { version: await premisesVersion(db), rules: await readRules(db) };
  return async (handle = db) => {
    const version = await premisesVersion(handle);
    if (version === kept.version) return kept.rules;
    const rules = await readRules(handle);
    // Of two that read at the same time, the newer one stays.
    if (version > kept.version) kept = { version, rules };
    return rules;
  };
}

/** The database counts every change of what decisions are taken on (migration `premises`). */
export async function premisesVersion(db: Database): Promise<number> {
  const [head] = await executePlanned<{ version: string }>(
    db,
    sql`select version from ${premisesHeadTable} where id = 1`,
  );
  if (!head) throw new Error('premises_head is empty');
  return Number(head.version);
}
