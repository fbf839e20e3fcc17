import type { Case } from '../case/case.ts';
import { DAY_MS } from '../timer/calendar.ts';
import { COUNTS, FLOW, type Day, type FlowFigure } from './flow.ts';

const HOUR_MS = 3_600_000;
/** 前 4 个同星期日: so many earlier days of the same weekday. */
const USUAL_DAYS = 4;
/** One day is no usual one. */
const LEAST_DAYS = 2;

/** 常日: what a day of this weekday usually brings, counted from days that were kept. */
export interface Usual {
  /** How many earlier days of this weekday it is taken from; with none nothing is usual. */
  days: number;
  /** The mean of each hour, 0 to 23, for each figure of a day. */
  hours: Record<FlowFigure, number[]>;
}

/**
 * The days before `today` that are compared with it: the same weekday, none before `firstAt`, when keeping began; none at all
 * where they are too few to say what is usual.
 */
export function usualDays(today: Day, firstAt: number): Day[] {
  const days = Array.from({ length: USUAL_DAYS }, (_, n) => {
    const from = today.from - (n + 1) * 7 * DAY_MS;
    return { from, to: from + DAY_MS };
  }).filter(({ from }) => from >= firstAt);
  return days.length < LEAST_DAYS ? [] : days;
}

/** The mean over these days, by the very definitions of the figures of a day. */
export function usualOf(cases: Iterable<Case>, days: readonly Day[]): Usual {
  const hours = Object.fromEntries(
    FLOW.map((figure) => [figure, Array<number>(24).fill(0)]),
  ) as Usual['hours'];
  for (const subject of cases)
    for (const day of days)
      for (const figure of FLOW)
        if (COUNTS[figure](subject, day) > 0) addHours(hours[figure], subject, figure, day);
  for (const figure of FLOW) hours[figure] = hours[figure].map((sum) => sum / Math.max(1, days.length));
  return { days: days.length, hours };
}

function addHours(sums: number[], subject: Case, figure: FlowFigure, day: Day): void {
  for (let hour = 0; hour < 24; hour += 1) {
    const from = day.from + hour * HOUR_MS;
    sums[hour] = (sums[hour] ?? 0) + COUNTS[figure](subject, { from, to: from + HOUR_MS });
  }
}

/** What is usual until this moment of the day: the hours that are over, and of the running one its share. */
export function usualUntil({ hours }: Usual, figure: FlowFigure, sinceMidnightMs: number): number {
  const running = sinceMidnightMs / HOUR_MS;
  return hours[figure].reduce((sum, mean, hour) => sum + mean * Math.min(1, Math.max(0, running - hour)), 0);
}

/** The hour of today, over, that differs most from the usual: at least 3 more or fewer, and by a half. */
export function oddHour(
  today: readonly { hour: number; accepted: number }[],
  { days, hours }: Usual,
  runningHour: number,
): { hour: number; count: number; usual: number } | undefined {
  if (days === 0) return undefined;
  return today
    .filter(({ hour }) => hour < runningHour)
    .map(({ hour, accepted }) => ({ hour, count: accepted, usual: hours.accepted[hour] ?? 0 }))
    .filter(({ count, usual }) => Math.abs(count - usual) >= Math.max(3, usual / 2))
    .sort((a, b) => Math.abs(b.count - b.usual) - Math.abs(a.count - a.usual))[0];
}
