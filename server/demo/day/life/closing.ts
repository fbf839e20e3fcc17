import { dayNumber, dayStart } from '#domain/timer/calendar.ts';
import { HOUR, MINUTE } from '../hours.ts';
import type { Random } from '../random.ts';

/** When a case is resolved: as soon as the work is done but still on its day, or only on a later one. */
export interface Closing {
  at(readyAt: number, workMs: number, random: Random): number;
}

/** The last instant of a day at which something that the day counts may happen. */
export const lastInstantOf = (day: number): number => day + 23 * HOUR + 40 * MINUTE;

/** Today, however long the work would take: the figures of the day count it. */
export const onDay = (day: number): Closing => ({
  at: (readyAt, workMs, random) =>
    Math.min(readyAt + workMs, lastInstantOf(day) - random.between(0, 25) * MINUTE),
});

/** On one of the next two days, some after their time. */
export const later: Closing = {
  at: (readyAt, _workMs, random) => {
    const days = random.weighted([
      [1, 6],
      [2, 3],
      [3, 1],
    ] as const);
    return dayStart(dayNumber(readyAt) + days) + random.between(8.5, 20) * HOUR;
  },
};

/** At an instant that was fixed beforehand, by which the work has to be done. */
export const at = (instant: number): Closing => ({ at: (readyAt) => Math.max(readyAt + MINUTE, instant) });
