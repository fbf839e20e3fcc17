import { dayNumber } from '#domain/timer/calendar.ts';

/** Every screen shows Shanghai's time, however the PC is set; there has been no daylight saving since 1991. */
const shanghai = (at: number): string => new Date(at + 8 * 3_600_000).toISOString();

/** 14:36:18 */
export const timeOfDay = (at: number): string => shanghai(at).slice(11, 19);

/** 14:36 */
export const minuteOfDay = (at: number): string => shanghai(at).slice(11, 16);

/** 10-13 */
export const monthDay = (at: number): string => shanghai(at).slice(5, 10);

/** 14:40:02 on the day of `now`, 10-13 09:58 on any other: to the second only where seconds are waited for. */
export const dueTime = (at: number, now: number): string =>
  dayNumber(at) === dayNumber(now) ? timeOfDay(at) : `${monthDay(at)} ${minuteOfDay(at)}`;
