import type { Calendar } from './calendar.ts';
import { chainOf, type Escalation } from './escalation.ts';
import type { Limit } from './limit.ts';
import { policyAt, ruleFor, type Class, type Policy } from './policy.ts';
import { reckon } from './reckon.ts';
import { isRunning, timerOf, type Adjustment, type Clock, type Timer } from './timer.ts';

export interface Arming extends Class {
  /** All versions; a clock takes the one that was in force when it started. */
  policies: readonly Policy[];
  calendar: Calendar;
  /** What the case was given so far: a clock that is armed again continues their generations. */
  timers: readonly Timer[];
}

/**
 * A fresh timer of `clock` from `startAt`; `given` stands in for the policy's limit (an order says itself when to be
 * on site). Its generation was never used before, because the database fires each one only once.
 */
export function arm(arming: Arming, clock: Clock, subject: string, startAt: number, given?: Limit): Timer {
  const policy = policyAt(arming.policies, startAt);
  const rule = ruleFor(policy, clock, arming);
  const limit = given ?? { amount: rule.amount, unit: rule.unit };
  const reckoned = reckon(arming.calendar, startAt, limit, rule.amberShare, []);
  return {
    clock,
    subject,
    gen: (timerOf(arming.timers, clock, subject)?.gen ?? 0) + 1,
    startAt,
    ...reckoned,
    limit,
    policyVersion: policy.version,
    amberShare: rule.amberShare,
    adjustments: [],
    pausedAt: null,
    escalations: chainOf(policy.escalations, clock, { startAt, dueAt: reckoned.dueAt }),
    amberFiredAt: null,
    redFiredAt: null,
    stoppedAt: null,
  };
}

/** 暂停: the clock rests from `at`. One that has stopped or is overdue stays as it is: a rest rescues nothing. */
export const pause = (timer: Timer, at: number): Timer =>
  isRunning(timer) && timer.pausedAt === null && at <= timer.dueAt ? { ...timer, pausedAt: at } : timer;

/** The clock goes on: its rest is added in the limit's own unit. What has fired stays fired, as no time was lost. */
export function resume(calendar: Calendar, timer: Timer, at: number): Timer {
  if (timer.pausedAt === null) return timer;
  const rest: Adjustment = { kind: 'pause', from: timer.pausedAt, to: at };
  return { ...adjusted(calendar, timer, [...timer.adjustments, rest]), pausedAt: null };
}

/** 延期: working days more; the start stays, and both steps are due again. */
export function extend(calendar: Calendar, timer: Timer, workdays: number, at: number): Timer {
  const more: Adjustment = { kind: 'extension', workdays, at };
  return unfired(adjusted(calendar, timer, [...timer.adjustments, more]));
}

/**
 * The limit looked up afresh, as for a case of another matter or urgency, under the policy of the original start.
 * The start and every rest and extension stay; both steps are due again under the new deadline.
 */
export function recompute(arming: Arming, timer: Timer): Timer {
  const rule = ruleFor(policyAt(arming.policies, timer.startAt), timer.clock, arming);
  const limit = { amount: rule.amount, unit: rule.unit };
  const changed = { ...timer, limit, amberShare: rule.amberShare };
  return unfired(adjusted(arming.calendar, changed, timer.adjustments));
}

/** The same run goes on as if it had never been stopped: what has fired stays fired. */
export const revive = (timer: Timer): Timer => ({
  ...timer,
  gen: timer.gen + 1,
  stoppedAt: null,
});

/** The timer with its arithmetic done again, as a new generation; its escalations move with the deadline. */
function adjusted(calendar: Calendar, timer: Timer, adjustments: Adjustment[]): Timer {
  const { startAt, limit, amberShare } = timer;
  const reckoned = reckon(calendar, startAt, limit, amberShare, adjustments);
  const by = reckoned.dueAt - timer.dueAt;
  const escalations = timer.escalations.map((one): Escalation => ({ ...one, at: one.at + by }));
  return { ...timer, gen: timer.gen + 1, adjustments, ...reckoned, escalations };
}

const unfired = (timer: Timer): Timer => ({
  ...timer,
  escalations: timer.escalations.map((one) => ({ ...one, firedAt: null })),
  amberFiredAt: null,
  redFiredAt: null,
});
