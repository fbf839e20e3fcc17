import * as v from 'valibot';
import type { Escalation } from './escalation.ts';
import type { Limit } from './limit.ts';

/** 受理 · 分拨 · 审批 · 签收 · 首次联系 · 到场 · 办结 · 确认 · 反馈 · 挂起 · 追认 · 督办反馈. */
export const CLOCKS = [
  'accept',
  'dispatch',
  'approve',
  'sign',
  'contact',
  'arrive',
  'resolve',
  'confirm',
  'feedback',
  'suspend',
  'ratify',
  'supervise',
] as const;
export type Clock = (typeof CLOCKS)[number];

/** Amber (临期), red (逾期), and then one step for each post that an overdue clock is escalated to. */
export type Step = 'amber' | 'red' | `escalate-${number}`;
export const stepSchema = v.custom<Step>(
  (value) => typeof value === 'string' && /^(amber|red|escalate-\d)$/.test(value),
  'amber, red or escalate-N',
);

/** What moved a deadline after it was set: a rest that ended, or working days that were granted. */
export type Adjustment =
  { kind: 'pause'; from: number; to: number } | { kind: 'extension'; workdays: number; at: number };

/** A deadline on a case, an assignment or an order. All instants are milliseconds since 1970 by the database's clock. */
export interface Timer {
  clock: Clock;
  /** Id of the case, assignment, order or supervision it belongs to. */
  subject: string;
  /** Raised when the same clock is armed again, so that a late firing of the old one is recognised. */
  gen: number;
  startAt: number;
  amberAt: number;
  dueAt: number;
  limit: Limit;
  /** The version of the limits that was in force at the start. */
  policyVersion: number;
  amberShare: number;
  /** In the order in which they happened. */
  adjustments: Adjustment[];
  /** False where the deadline lies past the published calendar of holidays. */
  covered: boolean;
  /** Since when it rests; null while it runs. */
  pausedAt: number | null;
  escalations: Escalation[];
  amberFiredAt: number | null;
  redFiredAt: number | null;
  stoppedAt: number | null;
}

/** A firing this much later than due was the system's fault and does not count against anybody. */
export const LATE_BY_SYSTEM_MS = 60_000;

/**
 * The instant after which a delay counts against somebody: the deadline, or, where the system was down then and said
 * so late, the moment in which it said so.
 */
export function countsAfter({ dueAt, redFiredAt }: Pick<Timer, 'dueAt' | 'redFiredAt'>): number {
  // Red is due a millisecond after the deadline (firingsOf).
  return redFiredAt !== null && redFiredAt - (dueAt + 1) > LATE_BY_SYSTEM_MS ? redFiredAt : dueAt;
}

/** What a timer looks like at one moment, told three times on every screen: shape, word, colour. */
export type Tier = 'running' | 'amber' | 'red' | 'met' | 'late';

export const isRunning = (timer: Timer): boolean => timer.stoppedAt === null;

/** The tier at `now`; a stopped timer is `met` or `late` for ever, and one that rests stays where it was. */
export function tierOf(
  timer: Pick<Timer, 'amberAt' | 'dueAt' | 'stoppedAt'> & Partial<Pick<Timer, 'pausedAt' | 'redFiredAt'>>,
  now: number,
): Tier {
  const paused = timer.pausedAt ?? null;
  if (timer.stoppedAt !== null) {
    const until = countsAfter({ dueAt: timer.dueAt, redFiredAt: timer.redFiredAt ?? null });
    return (paused ?? timer.stoppedAt) <= until ? 'met' : 'late';
  }
  const at = paused ?? now;
  if (at > timer.dueAt) return 'red';
  return at >= timer.amberAt ? 'amber' : 'running';
}

/** The first instant after `now` at which one of them nears its limit or is over it: until then each stays in its tier. */
export function nextTurn(timers: readonly Timer[], now: number): number {
  let next = Infinity;
  for (const timer of timers) {
    if (!isRunning(timer)) continue;
    for (const at of [timer.amberAt, timer.dueAt + 1]) if (at > now && at < next) next = at;
  }
  return next;
}

/** A step that still has to fire, and when. This is what the database's timer table holds. */
export interface Firing {
  clock: Clock;
  subject: string;
  gen: number;
  step: Step;
  fireAt: number;
}

/**
 * The firings that a case still waits for, in the order of its timers; a timer that rests waits for none. Red fires
 * when the deadline is over: what is done in its very millisecond is in time. Escalations follow on red.
 */
export const firingsOf = (timers: readonly Timer[]): Firing[] =>
  timers.filter((timer) => isRunning(timer) && timer.pausedAt === null).flatMap(firingsOfOne);

function firingsOfOne(timer: Timer): Firing[] {
  const { clock, subject, gen } = timer;
  if (timer.redFiredAt !== null) {
    return timer.escalations.flatMap(({ at, firedAt }, n) =>
      firedAt === null ? [{ clock, subject, gen, step: `escalate-${n}` as const, fireAt: at }] : [],
    );
  }
  const firings: Firing[] = [];
  if (timer.amberFiredAt === null && timer.amberAt < timer.dueAt) {
    firings.push({ clock, subject, gen, step: 'amber', fireAt: timer.amberAt });
  }
  firings.push({ clock, subject, gen, step: 'red', fireAt: timer.dueAt + 1 });
  return firings;
}

export const firingKey = (firing: Firing): string =>
  `${firing.clock}:${firing.subject}:${firing.gen}:${firing.step}`;

/** The running timer that breaches next (or breached first), or undefined; one that rests does not count. */
export function nextTimer(timers: readonly Timer[]): Timer | undefined {
  let next: Timer | undefined;
  for (const timer of timers)
    if (isRunning(timer) && timer.pausedAt === null && (!next || timer.dueAt < next.dueAt)) next = timer;
  return next;
}

/** The newest generation of a clock of `subject`, or undefined where it was never armed. */
export const timerOf = (timers: readonly Timer[], clock: Clock, subject: string): Timer | undefined =>
  timers.findLast((timer) => timer.clock === clock && timer.subject === subject);
