import type { Random } from './random.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/**
 * How many of a hundred appeals come in each hour of the day. 12345 platforms describe two peaks, in the
 * morning after nine and in the afternoon from two to five; the figures themselves are ours.
 */
const BY_HOUR = [
  1.4, 1.1, 0.9, 0.8, 0.8, 1, 1.9, 3.4, 5.6, 8.4, 8.8, 6.6, 4.6, 5.2, 7.8, 8.2, 7.8, 6, 4.6, 4.2, 3.8, 3.2,
  2.4, 1.5,
];

/** `count` instants between two hours of a day, as dense as the day is busy, in order. */
export function arrivals(
  random: Random,
  count: number,
  day: number,
  fromHour: number,
  toHour: number,
): number[] {
  const hours = BY_HOUR.map((weight, hour) => {
    const share = Math.max(0, Math.min(hour + 1, toHour) - Math.max(hour, fromHour));
    return [hour, weight * share] as const;
  });
  return Array.from({ length: count }, () => {
    const hour = random.weighted(hours);
    const from = Math.max(hour, fromHour);
    const at = random.between(from, Math.min(hour + 1, toHour));
    return day + Math.round(at * 3600) * 1_000;
  }).sort((a, b) => a - b);
}

/** True between ten in the evening and six in the morning, when noise and rubbish are what residents report. */
export const isNight = (hour: number): boolean => hour >= 22 || hour < 6;
