import { isHeld, type Assignment, type Part } from '../assignment/assignment.ts';
import type { Case } from '../case/case.ts';
import type { Limit } from '../timer/limit.ts';
import { countsAfter, timerOf, type Clock, type Timer } from '../timer/timer.ts';
import type { Order } from './order.ts';

/** The clocks that every recipient of an order is asked about. */
export const ORDER_CLOCKS = ['sign', 'contact', 'arrive', 'resolve'] as const satisfies readonly Clock[];

/** Done in time or late; not done and running, resting or overdue; or left undone, because the duty ended before. */
export type Result = 'in-time' | 'late' | 'running' | 'resting' | 'overdue' | 'ended';

/** What became of one clock of one recipient. Instants are milliseconds since 1970, `tookMs` leaves rests out. */
export interface ClockResult {
  clock: (typeof ORDER_CLOCKS)[number];
  result: Result;
  limit: Limit;
  startAt: number;
  dueAt: number;
  /** When it was done; null where it was not. */
  doneAt: number | null;
  /** How long it took; null while it is not done. */
  tookMs: number | null;
}

/** A department that the order names or that was given a part of it, with its clocks; none before the order is issued. */
export interface RecipientResults {
  departmentId: string;
  part: Part;
  state: Assignment['state'] | null;
  clocks: ClockResult[];
}

/** The recipients of an order in the order in which they received it. */
export function resultsOf(subject: Case, order: Order, asOf: number): RecipientResults[] {
  const own = subject.assignments.filter((one) => one.orderId === order.id);
  if (own.length === 0) return order.recipients.map((one) => ({ ...one, state: null, clocks: [] }));
  return own.map((one) => ({
    departmentId: one.departmentId,
    part: one.part,
    state: one.state,
    clocks: ORDER_CLOCKS.flatMap((clock) => {
      const timer = clockOf(subject, one, clock, asOf);
      return timer ? [resultOf(timer, clock, one, asOf)] : [];
    }),
  }));
}

/** The deadline for resolving is the case's, one for each round; it is the one that ran while the duty was held. */
function clockOf(
  subject: Case,
  own: Assignment,
  clock: ClockResult['clock'],
  asOf: number,
): Timer | undefined {
  if (clock !== 'resolve') return timerOf(subject.timers, clock, own.id);
  const until = own.doneAt ?? own.endedAt ?? asOf;
  return subject.timers.findLast(
    (one) => one.clock === 'resolve' && one.subject === subject.id && one.startAt <= until,
  );
}

const STAMPS = { sign: 'signedAt', contact: 'contactedAt', arrive: 'arrivedAt', resolve: 'doneAt' } as const;

function resultOf(timer: Timer, clock: ClockResult['clock'], own: Assignment, asOf: number): ClockResult {
  const { limit, startAt, dueAt } = timer;
  const doneAt = own[STAMPS[clock]];
  const tookMs = doneAt === null ? null : doneAt - startAt - restsOf(timer, doneAt);
  return {
    clock,
    result: verdictOf(timer, doneAt, isHeld(own), asOf),
    limit,
    startAt,
    dueAt,
    doneAt,
    tookMs,
  };
}

function verdictOf(timer: Timer, doneAt: number | null, held: boolean, asOf: number): Result {
  const { pausedAt } = timer;
  const dueAt = countsAfter(timer);
  // What was done while the case rested was in time if the deadline had not passed when the rest began.
  if (doneAt !== null) return Math.min(doneAt, pausedAt ?? doneAt) <= dueAt ? 'in-time' : 'late';
  if (!held) return 'ended';
  if ((pausedAt ?? asOf) > dueAt) return 'overdue';
  return pausedAt === null ? 'running' : 'resting';
}

/** The part of the time up to `until` in which the case rested. */
function restsOf({ adjustments, pausedAt }: Timer, until: number): number {
  const over = adjustments.reduce(
    (sum, one) =>
      one.kind === 'pause' ? sum + Math.max(0, Math.min(one.to, until) - Math.min(one.from, until)) : sum,
    0,
  );
  return over + (pausedAt === null ? 0 : Math.max(0, until - pausedAt));
}
