import { sql } from 'drizzle-orm';
import { ancestorAt } from '#domain/area/area.ts';
import { dayName, dayNumber } from '#domain/timer/calendar.ts';
import type { Database } from '#server/db/pool.ts';

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

/** The next running number of a district's day: PS-210723-0001 for a case, PS-L210723-007 for an order. */
export async function nextNumber(
  tx: Database,
  kind: 'case' | 'order',
  areaCode: string,
  now: number,
): Promise<string> {
  const letters = districtLetters(areaCode);
  const day = dayName(dayNumber(now));
  const name = `${kind}:${letters}:${day}`;
  const { rows } = await tx.execute<{ value: string }>(sql`
    insert into counter (name, value) values (${name}, 1)
    on conflict (name) do update set value = counter.value + 1 returning value`);
  const value = String(rows[0]?.value ?? 0);
  const date = day.slice(2).replaceAll('-', '');
  return kind === 'case'
    ? `${letters}-${date}-${value.padStart(4, '0')}`
    : `${letters}-L${date}-${value.padStart(3, '0')}`;
}
