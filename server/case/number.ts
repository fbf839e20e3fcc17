import { sql } from 'drizzle-orm';
import type pg from 'pg';
import { ancestorAt } from '#domain/area/area.ts';
import { dayName, dayNumber } from '#domain/timer/calendar.ts';
import { openPool, unhurried, type Database, type Pool } from '#server/db/pool.ts';
import { DATABASE_ROLES } from '#server/db/scope.ts';

/** The letters that a district's numbers begin with, as its staff write them. */
const LETTERS: Record<string, string> = {
  '440303': 'LH',
  '440304': 'FT',
  '440305': 'NS',
  '440306': 'BA',
  '440307': 'LG',
  '440308': 'YT',
  '440309': 'LHX',
  '440310': 'PS',
  '440311': 'GM',
};

export const districtLetters = (areaCode: string): string =>
  LETTERS[ancestorAt(areaCode, 'district') ?? ''] ?? 'SZ';

/** Without an answer for so long the connection is given up: behind one whose host is gone every report would wait. */
const TIMEOUT_MS = 2_500;

/**
 * The one connection of its own on which a process takes its numbers. A count that a crash of the machine takes away was
 * given to no case that outlived it: the database writes both into one log, and the case later.
 */
export const openNumbers = (connection: pg.PoolConfig, onError: (error: Error) => void): Pool =>
  openPool(
    { ...connection, query_timeout: TIMEOUT_MS, onConnect: unhurried },
    onError,
    1,
    DATABASE_ROLES.system,
  );

/**
 * The next running number of a district's day: PS-210723-0001 for a case, PS-L210723-007 for an order. Whoever takes one
 * holds the district's count until their transaction ends, so it is taken outside of the command's: a report that stands
 * still would keep everybody else from reporting. A command that is torn after that leaves a gap.
 * @param db not the handle of a transaction, and not its pool either: of that every connection may hold a command that waits for a number
 */
export async function nextNumber(
  db: Database,
  kind: 'case' | 'order',
  areaCode: string,
  now: number,
): Promise<string> {
  const letters = districtLetters(areaCode);
  const day = dayName(dayNumber(now));
  const name = `${kind}:${letters}:${day}`;
  const { rows } = await db.execute<{ value: string }>(sql`
    insert into counter (name, value) values (${name}, 1)
    on conflict (name) do update set value = counter.value + 1 returning value`);
  const value = String(rows[0]?.value ?? 0);
  const date = day.slice(2).replaceAll('-', '');
  return kind === 'case'
    ? `${letters}-${date}-${value.padStart(4, '0')}`
    : `${letters}-L${date}-${value.padStart(3, '0')}`;
}
