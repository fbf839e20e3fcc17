/** Shanghai has had no daylight saving since 1991: its day is a fixed offset. */
const OFFSET_MS = 8 * 3_600_000;
export const DAY_MS = 86_400_000;

/** Days since 1970-01-01 in Asia/Shanghai; the day of every figure turns at this midnight. */
export const dayNumber = (at: number): number => Math.floor((at + OFFSET_MS) / DAY_MS);

/** The instant at which a Shanghai day begins. */
export const dayStart = (day: number): number => day * DAY_MS - OFFSET_MS;

/** 2021-07-23 for a Shanghai day number. */
export const dayName = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The Shanghai day number of an ISO date. */
export const dayOfName = (name: string): number => Math.floor(Date.parse(`${name}T00:00:00Z`) / DAY_MS);

/** Statutory holidays and make-up working days as data, with the last day they are published for. */
export interface Calendar {
  /** Day numbers that are free although they fall on Monday to Friday. */
  holidays: ReadonlySet<number>;
  /** Day numbers that are worked although they fall on a weekend (调休). */
  makeupDays: ReadonlySet<number>;
  coveredFrom: number;
  coveredUntil: number;
  /** 工作时间: from and to, in minutes of the day, in order. */
  workHours: readonly (readonly [number, number])[];
}

/** 9:00–12:00 and 14:00–18:00, as the offices of Shenzhen open. */
export const OFFICE_HOURS: Calendar['workHours'] = [
  [540, 720],
  [840, 1080],
];

/** True, false, or undefined where the State Council has not yet published that year. */
export function isWorkday(calendar: Calendar, day: number): boolean | undefined {
  if (day < calendar.coveredFrom || day > calendar.coveredUntil) return undefined;
  if (calendar.holidays.has(day)) return false;
  if (calendar.makeupDays.has(day)) return true;
  const weekday = (day + 4) % 7; // 1970-01-01 was a Thursday.
  return weekday !== 0 && weekday !== 6;
}

/**
 * The same time of day on the n-th working day after `start` (the day of the start is not counted, as
 * 民法典 第二百零一条 counts periods). Past the published calendar it counts plain
 * weekdays and answers `covered: false`, so that a screen can say that it does not know.
 */
export function addWorkdays(
  calendar: Calendar,
  start: number,
  count: number,
): { at: number; covered: boolean } {
  const timeOfDay = start - dayStart(dayNumber(start));
  let day = dayNumber(start);
  let covered = true;
  for (let left = count; left > 0;) {
    day += 1;
    const works = worksOn(calendar, day);
    if (!works.covered) covered = false;
    if (works.works) left -= 1;
  }
  return { at: dayStart(day) + timeOfDay, covered };
}

/** Whether a day is worked, and whether that is known or only likely from its place in the week. */
export function worksOn(calendar: Calendar, day: number): { works: boolean; covered: boolean } {
  const known = isWorkday(calendar, day);
  return { works: known ?? ![0, 6].includes((day + 4) % 7), covered: known !== undefined };
}

/** How many working days begin after `from` and not after `to`: what a rest takes out of a limit in working days. */
export function workdaysBetween(calendar: Calendar, from: number, to: number): number {
  let count = 0;
  for (let day = dayNumber(from) + 1; day <= dayNumber(to); day += 1) {
    if (worksOn(calendar, day).works) count += 1;
  }
  return count;
}
