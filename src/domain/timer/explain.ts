import { dayName, dayNumber, isWorkday, worksOn, type Calendar } from './calendar.ts';
import type { Limit } from './limit.ts';
import { deadlineOf } from './reckon.ts';
import { tierOf, type Adjustment, type Clock, type Tier, type Timer } from './timer.ts';

/** A day between start and deadline that counts otherwise than its place in the week says, or that does not count. */
export interface DayNote {
  /** ISO date in Asia/Shanghai. */
  day: string;
  why: 'weekend' | 'holiday' | 'make-up' | 'unpublished';
}

/** The arithmetic of one deadline, step by step: what a click on it shows. */
export interface Explanation {
  clock: Clock;
  policyVersion: number;
  startAt: number;
  limit: Limit;
  /** The deadline before any rest or extension. */
  firstDueAt: number;
  adjustments: readonly Adjustment[];
  /** Since when it rests now. */
  pausedAt: number | null;
  amberAt: number;
  dueAt: number;
  stoppedAt: number | null;
  /** Days that were left out or counted in; only for limits in working time. */
  days: DayNote[];
  /** False where the deadline lies past the published calendar: then weekdays were counted, and nobody knows better. */
  covered: boolean;
  tier: Tier;
  /** Milliseconds until the deadline, negative when it has passed; at the stop or the rest where there is one. */
  leftMs: number;
  /** From start to stop or now, with rests and without. */
  grossMs: number;
  netMs: number;
}

export function explain(timer: Timer, calendar: Calendar, now: number): Explanation {
  const { clock, policyVersion, startAt, limit, adjustments, pausedAt, amberAt, dueAt, stoppedAt } = timer;
  const at = pausedAt ?? stoppedAt ?? now;
  const end = stoppedAt ?? now;
  const rests = adjustments.reduce((sum, one) => sum + (one.kind === 'pause' ? one.to - one.from : 0), 0);
  const resting = pausedAt === null ? 0 : Math.max(0, end - pausedAt);
  return {
    ...{ clock, policyVersion, startAt, limit, adjustments, pausedAt, amberAt, dueAt, stoppedAt },
    firstDueAt: deadlineOf(calendar, startAt, limit).at,
    days: inWorkingTime(timer) ? daysOf(calendar, startAt, dueAt) : [],
    covered: timer.covered,
    tier: tierOf(timer, now),
    leftMs: dueAt - at,
    grossMs: end - startAt,
    netMs: end - startAt - rests - resting,
  };
}

const inWorkingTime = ({ limit, adjustments }: Timer): boolean =>
  limit.unit === 'workday' ||
  limit.unit === 'workhour' ||
  adjustments.some((one) => one.kind === 'extension');

function daysOf(calendar: Calendar, from: number, to: number): DayNote[] {
  const notes: DayNote[] = [];
  for (let day = dayNumber(from) + 1; day <= dayNumber(to); day += 1) {
    const why = whyOf(calendar, day);
    if (why) notes.push({ day: dayName(day), why });
  }
  return notes;
}

function whyOf(calendar: Calendar, day: number): DayNote['why'] | undefined {
  if (isWorkday(calendar, day) === undefined) return 'unpublished';
  if (calendar.holidays.has(day)) return 'holiday';
  if (calendar.makeupDays.has(day)) return 'make-up';
  return worksOn(calendar, day).works ? undefined : 'weekend';
}
