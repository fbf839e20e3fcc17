import { dayName, dayOfName } from '#domain/timer/calendar.ts';

const SHAPE = /^(?:(\d{4})[-/.]?)?(\d{1,2})[-/.]?(\d{1,2})$/;

/**
 * The day that somebody has typed, as 2021-08-13, or null where there is none: also 8-13 and 0813, for the last one
 * that is not after `today`.
 */
export function dayTyped(text: string, today: string): string | null {
  const [, year, month = '', day = ''] = SHAPE.exec(text.normalize('NFKC').trim()) ?? [];
  const inYear = (one: string): string => `${one}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const thisYear = today.slice(0, 4);
  const named = inYear(year ?? thisYear);
  const name = year === undefined && named > today ? inYear(String(Number(thisYear) - 1)) : named;
  // A day that there is not rolls over to another one, or is none.
  const number = dayOfName(name);
  return Number.isNaN(number) || dayName(number) !== name ? null : name;
}
