import type { Complexity, Urgency } from '../matter/matter.ts';
import { addWorkdays, DAY_MS, dayNumber, dayStart, type Calendar } from './calendar.ts';
import { ruleFor, type Limit, type Policy } from './policy.ts';
import { timerOf, type Clock, type Timer } from './timer.ts';

/** The deadline of `limit` from `startAt`. */
export function deadlineOf(calendar: Calendar, startAt: number, limit: Limit): number {
  switch (limit.unit) {
    case 'minute':
      return startAt + limit.amount * 60_000;
    case 'hour':
      return startAt + limit.amount * 3_600_000;
    case 'day':
      return startAt + limit.amount * DAY_MS;
    case 'workday':
      return addWorkdays(calendar, startAt, limit.amount).at;
    case 'today':
      return dayStart(dayNumber(startAt) + limit.amount);
  }
}

export interface Arming {
  policy: Policy;
  calendar: Calendar;
  urgency: Urgency;
  complexity: Complexity;
  /** What the case was given so far: a clock that is armed again continues their generations. */
  timers: readonly Timer[];
}

/**
 * A fresh timer of `clock` from `startAt`; `minutes` overrides the policy's limit (the order says when to be
 * on site). Its generation was never used before, because the database fires each one only once.
 */
export function arm(arming: Arming, clock: Clock, subject: string, startAt: number, minutes?: number): Timer {
  const rule = ruleFor(arming.policy, clock, arming.urgency, arming.complexity);
  const limit: Limit =
    minutes === undefined ? { amount: rule.amount, unit: rule.unit } : { amount: minutes, unit: 'minute' };
  const dueAt = deadlineOf(arming.calendar, startAt, limit);
  return {
    clock,
    subject,
    gen: (timerOf(arming.timers, clock, subject)?.gen ?? 0) + 1,
    startAt,
    amberAt: Math.round(startAt + (dueAt - startAt) * rule.amberShare),
    dueAt,
    limit,
    amberFiredAt: null,
    redFiredAt: null,
    stoppedAt: null,
  };
}

/** The same timer with a later deadline: the start stays, the generation rises, the amber step is due again. */
export function extend(calendar: Calendar, timer: Timer, workdays: number): Timer {
  const dueAt = addWorkdays(calendar, timer.dueAt, workdays).at;
  const share = (timer.amberAt - timer.startAt) / (timer.dueAt - timer.startAt);
  return {
    ...timer,
    gen: timer.gen + 1,
    dueAt,
    amberAt: Math.round(timer.startAt + (dueAt - timer.startAt) * share),
    amberFiredAt: null,
    redFiredAt: null,
  };
}
