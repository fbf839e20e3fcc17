import chineseDays from 'chinese-days';
import { dayName, dayOfName, type Calendar } from '#domain/timer/calendar.ts';

/**
 * The State Council's holidays as `chinese-days` publishes them. For 2027 it silently answers plain
 * weekdays, so the last covered day stands here and is raised together with the package.
 */
const COVERED_FROM = '2018-01-01';
const COVERED_UNTIL = '2026-12-31';

export function statutoryCalendar(): Calendar {
  const coveredFrom = dayOfName(COVERED_FROM);
  const coveredUntil = dayOfName(COVERED_UNTIL);
  const holidays = new Set<number>();
  const makeupDays = new Set<number>();
  for (let day = coveredFrom; day <= coveredUntil; day += 1) {
    const name = dayName(day);
    const weekend = [0, 6].includes((day + 4) % 7);
    if (weekend && chineseDays.isWorkday(name)) makeupDays.add(day);
    if (!weekend && chineseDays.isHoliday(name)) holidays.add(day);
  }
  return { holidays, makeupDays, coveredFrom, coveredUntil };
}
