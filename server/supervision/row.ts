import { isLeading, type Assignment } from '#domain/assignment/assignment.ts';
import { needsArbitration } from '#domain/case/arbitrate.ts';
import { isDoubted, type Case } from '#domain/case/case.ts';
import type { Again, Contest, Doubt } from '#domain/followup/followup.ts';
import type { Order } from '#domain/order/order.ts';
import { isUnanswered, type Supervision } from '#domain/supervision/supervision.ts';
import { referenceOf, runningClocks, type CaseReference, type RunningClock } from '#server/case/reference.ts';

/** An order with those it went to, what runs for it and what supervises it. */
export interface OrderRow extends CaseReference {
  order: Order;
  /** What each recipient has done; empty until it is issued. */
  duties: Assignment[];
  clocks: RunningClock[];
  /** Those about the order or one of its duties that nobody has answered. */
  supervisions: Supervision[];
}

export interface SupervisionRow extends CaseReference {
  supervision: Supervision;
  clock: RunningClock | null;
  /** Whose answer is awaited; null where the office may give it. */
  departmentId: string | null;
}

export interface OverdueRow extends CaseReference {
  clock: RunningClock;
}

export interface ReturnRow extends CaseReference {
  returns: number;
  /** Who gave it back, in the order in which they did. */
  departmentIds: string[];
}

export interface ContestRow extends CaseReference {
  contest: Contest;
  stars: number | null;
}

export interface DoubtRow extends CaseReference {
  doubts: Doubt[];
  /** The report that came after the resolution. */
  again: Again | null;
  departmentId: string | null;
}

export const ordersOf = (cases: readonly Case[], now: number): OrderRow[] =>
  cases
    .flatMap((subject) => subject.orders.map((order) => orderRow(subject, order, now)))
    .sort((a, b) => b.order.draftedAt - a.order.draftedAt);

function orderRow(subject: Case, order: Order, now: number): OrderRow {
  const duties = subject.assignments.filter((one) => one.orderId === order.id);
  const ids = [order.id, ...duties.map((one) => one.id)];
  return {
    ...referenceOf(subject),
    ...{ order, duties },
    clocks: runningClocks(subject, now, (timer) => ids.includes(timer.subject)),
    supervisions: subject.supervisions.filter((one) => isUnanswered(one) && ids.includes(one.targetId)),
  };
}

export const unansweredOf = (cases: readonly Case[], now: number): SupervisionRow[] =>
  cases
    .flatMap((subject) =>
      subject.supervisions.filter(isUnanswered).map((supervision) => {
        const [clock = null] = runningClocks(subject, now, (timer) => timer.subject === supervision.id);
        const holder = subject.assignments.find((one) => one.id === supervision.targetId);
        return { ...referenceOf(subject), supervision, clock, departmentId: holder?.departmentId ?? null };
      }),
    )
    .sort((a, b) => dueAt(a.clock) - dueAt(b.clock));

const dueAt = (clock: RunningClock | null): number => clock?.dueAt ?? Number.MAX_SAFE_INTEGER;

export const overdueOf = (cases: readonly Case[], now: number): OverdueRow[] =>
  cases
    .flatMap((subject) =>
      runningClocks(subject, now)
        .filter(({ tier, pausedAt }) => tier === 'red' && pausedAt === null)
        .map((clock) => ({ ...referenceOf(subject), clock })),
    )
    .sort((a, b) => a.clock.dueAt - b.clock.dueAt);

export const returnsOf = (cases: readonly Case[]): ReturnRow[] =>
  cases
    .filter((one) => one.state === 'accepted' && needsArbitration(one) && !one.assignments.some(isLeading))
    .map((subject) => ({
      ...referenceOf(subject),
      returns: subject.returns,
      departmentIds: subject.assignments
        .filter(({ state }) => state === 'returned')
        .map(({ departmentId }) => departmentId),
    }));

export const contestsOf = (cases: readonly Case[]): ContestRow[] =>
  cases.flatMap((subject) =>
    subject.contest?.decidedAt === null
      ? [{ ...referenceOf(subject), contest: subject.contest, stars: subject.stars }]
      : [],
  );

export const doubtedOf = (cases: readonly Case[]): DoubtRow[] =>
  cases
    .filter((one) => (one.closedAt === null ? one.doubts.length > 0 : isDoubted(one)))
    .map((subject) => ({
      ...referenceOf(subject),
      ...{ doubts: subject.doubts, again: subject.again },
      departmentId:
        subject.assignments.findLast(({ state, part }) => state === 'done' && part === 'lead')
          ?.departmentId ?? null,
    }));
