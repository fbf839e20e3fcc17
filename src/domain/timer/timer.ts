import type { Limit } from './policy.ts';

/** 受理 · 分拨 · 审批 · 签收 · 首次联系 · 到场 · 办结 · 确认 · 反馈. */
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
] as const;
export type Clock = (typeof CLOCKS)[number];

/** Amber (临期) and red (逾期). */
export const STEPS = ['amber', 'red'] as const;
export type Step = (typeof STEPS)[number];

/** A deadline on a case, an assignment or an order. All instants are milliseconds since 1970 by the database's clock. */
export interface Timer {
  clock: Clock;
  /** Id of the case, assignment or order it belongs to. */
  subject: string;
  /** Raised when the same clock is armed again, so that a late firing of the old one is recognised. */
  gen: number;
  startAt: number;
  amberAt: number;
  dueAt: number;
  limit: Limit;
  amberFiredAt: number | null;
  redFiredAt: number | null;
  stoppedAt: number | null;
}

/** What a timer looks like at one moment, told three times on every screen: shape, word, colour. */
export type Tier = 'running' | 'amber' | 'red' | 'met' | 'late';

export const isRunning = (timer: Timer): boolean => timer.stoppedAt === null;

/** The tier at `now`; a stopped timer is `met` or `late` for ever. */
export function tierOf(timer: Pick<Timer, 'amberAt' | 'dueAt' | 'stoppedAt'>, now: number): Tier {
  if (timer.stoppedAt !== null) return timer.stoppedAt <= timer.dueAt ? 'met' : 'late';
  if (now > timer.dueAt) return 'red';
  return now >= timer.amberAt ? 'amber' : 'running';
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
 * The firings that a case still waits for, in the order of its timers. Red fires when the deadline is over: what is
 * done in its very millisecond is in time.
 */
export function firingsOf(timers: readonly Timer[]): Firing[] {
  return timers.filter(isRunning).flatMap((timer) => {
    const { clock, subject, gen } = timer;
    const firings: Firing[] = [];
    if (timer.amberFiredAt === null && timer.redFiredAt === null && timer.amberAt < timer.dueAt) {
      firings.push({ clock, subject, gen, step: 'amber', fireAt: timer.amberAt });
    }
    if (timer.redFiredAt === null)
      firings.push({ clock, subject, gen, step: 'red', fireAt: timer.dueAt + 1 });
    return firings;
  });
}

export const firingKey = (firing: Firing): string =>
  `${firing.clock}:${firing.subject}:${firing.gen}:${firing.step}`;

/** The running timer that breaches next (or breached first), or undefined. */
export function nextTimer(timers: readonly Timer[]): Timer | undefined {
  let next: Timer | undefined;
  for (const timer of timers) if (isRunning(timer) && (!next || timer.dueAt < next.dueAt)) next = timer;
  return next;
}

/** The newest generation of a clock of `subject`, or undefined where it was never armed. */
export const timerOf = (timers: readonly Timer[], clock: Clock, subject: string): Timer | undefined =>
  timers.findLast((timer) => timer.clock === clock && timer.subject === subject);
