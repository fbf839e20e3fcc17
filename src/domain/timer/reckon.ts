import { addWorkdays, DAY_MS, dayNumber, dayStart, workdaysBetween, type Calendar } from './calendar.ts';
import type { Limit } from './limit.ts';
import type { Adjustment } from './timer.ts';
import { addWorkMs, workMsBetween } from './work-hours.ts';

/** An instant, and whether every working day up to it is known from the published calendar. */
interface Counted {
  at: number;
  covered: boolean;
}

/** `amount` of the limit's own unit after `from`. */
export function deadlineOf(calendar: Calendar, from: number, { amount, unit }: Limit): Counted {
  switch (unit) {
    case 'minute':
      return { at: from + amount * 60_000, covered: true };
    case 'hour':
      return { at: from + amount * 3_600_000, covered: true };
    case 'workhour':
      return addWorkMs(calendar, from, amount * 3_600_000);
    case 'workday':
      return addWorkdays(calendar, from, amount);
    case 'day':
      return { at: from + amount * DAY_MS, covered: true };
    case 'today':
      return { at: dayStart(dayNumber(from) + amount), covered: true };
  }
}

/** A deadline moved by a rest, measured in the limit's own unit: three working days of rest are three working days more. */
function rested(calendar: Calendar, dueAt: number, unit: Limit['unit'], from: number, to: number): Counted {
  switch (unit) {
    case 'minute':
    case 'hour':
    case 'day':
      return { at: dueAt + (to - from), covered: true };
    case 'workhour':
      return addWorkMs(calendar, dueAt, workMsBetween(calendar, from, to));
    case 'workday':
      return addWorkdays(calendar, dueAt, workdaysBetween(calendar, from, to));
    case 'today':
      return { at: dueAt + (dayNumber(to) - dayNumber(from)) * DAY_MS, covered: true };
  }
}

export interface Reckoning {
  dueAt: number;
  amberAt: number;
  covered: boolean;
}

/**
 * THE arithmetic of a deadline: the limit from the start, then each rest and each extension in the order in which
 * they happened. Amber lies at a share of the span; a rest that began before it moves it too.
 */
export function reckon(
  calendar: Calendar,
  startAt: number,
  limit: Limit,
  amberShare: number,
  adjustments: readonly Adjustment[],
): Reckoning {
  const first = deadlineOf(calendar, startAt, limit);
  let { at: dueAt, covered } = first;
  let amberAt = startAt + (dueAt - startAt) * amberShare;
  for (const one of adjustments) {
    const moved =
      one.kind === 'pause'
        ? rested(calendar, dueAt, limit.unit, one.from, one.to)
        : addWorkdays(calendar, dueAt, one.workdays);
    const by = moved.at - dueAt;
    if (one.kind === 'extension') amberAt += by * amberShare;
    else if (one.from < amberAt) amberAt += by;
    dueAt = moved.at;
    covered = covered && moved.covered;
  }
  return { dueAt, amberAt: Math.round(amberAt), covered };
}
