import { isHeld, type Assignment } from '#domain/assignment/assignment.ts';
import { isOpen, type Case } from '#domain/case/case.ts';
import { isRunning as isRunningOrder, type Order } from '#domain/order/order.ts';
import { isRunning, tierOf, timerOf, type Timer } from '#domain/timer/timer.ts';
import { rulingTimer } from '$lib/map/mark.ts';

/** One department on an order, with the clock that matters most now: what is late, else how fast it signed. */
export interface RecipientRow {
  assignment: Assignment;
  timer: Timer | undefined;
}

/** An order that is not yet completed, as it stands on the wall. */
export interface OpenOrder {
  order: Order;
  subject: Case;
  /** The worst clock of its recipients, or the case's own where every one of them has arrived. */
  timer: Timer | undefined;
  recipients: RecipientRow[];
  signed: number;
}

/** All open orders, breached first (the longest before the others), then by the time that is left. */
export function openOrders(cases: Iterable<Case>, now: number): OpenOrder[] {
  const open: OpenOrder[] = [];
  for (const subject of cases) {
    if (!isOpen(subject)) continue;
    for (const order of subject.orders) {
      if (isRunningOrder(order)) open.push(standing(subject, order, now));
    }
  }
  const due = ({ timer }: OpenOrder): number => timer?.dueAt ?? Infinity;
  return open.sort((a, b) => due(a) - due(b) || a.order.number.localeCompare(b.order.number));
}

function standing(subject: Case, order: Order, now: number): OpenOrder {
  const assignments = subject.assignments.filter(
    (one) => one.orderId === order.id && (isHeld(one) || one.state === 'done'),
  );
  const ids = new Set(assignments.map((one) => one.id));
  const clocks = subject.timers.filter((timer) => ids.has(timer.subject) || timer.subject === order.id);
  return {
    order,
    subject,
    timer: rulingTimer(clocks, now) ?? rulingTimer(subject.timers, now),
    recipients: assignments.map((assignment) => ({
      assignment,
      timer: rowTimer(subject.timers, assignment, now),
    })),
    signed: assignments.filter((one) => one.signedAt !== null).length,
  };
}

/** Whoever has signed shows how long that took, unless a later clock of theirs is amber or red. */
function rowTimer(timers: readonly Timer[], { id }: Assignment, now: number): Timer | undefined {
  const own = timers.filter((timer) => timer.subject === id);
  const ruling = rulingTimer(own, now);
  const sign = timerOf(timers, 'sign', id);
  if (ruling && (!sign || isRunning(sign) || tierOf(ruling, now) !== 'running')) return ruling;
  return sign;
}

export const allSigned = ({ signed, recipients }: OpenOrder): boolean => signed === recipients.length;
