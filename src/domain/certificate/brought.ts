import type { Change } from '../board/board.ts';
import type { Case } from '../case/case.ts';
import { isRunning } from '../order/order.ts';

/** What crosses the socket and may bring orders: a snapshot, or the changes of a batch. */
export type Bringing = { cases: readonly Case[] } | { changes: readonly Change[] };

/** The orders of a case that stand on a board. */
export const runningOrders = (subject: Case): string[] =>
  subject.orders.filter(isRunning).map((order) => order.id);

/**
 * The ids of the orders that a message puts before a screen: those that run in a snapshot or in a case that comes into
 * view, and those that are issued while the screen looks. Server and screen ask the same, so both know what is to be
 * acknowledged.
 */
export function ordersBrought(message: Bringing): string[] {
  return 'cases' in message ? message.cases.flatMap(runningOrders) : message.changes.flatMap(ofChange);
}

function ofChange(change: Change): string[] {
  if (change.kind === 'leave') return [];
  if (change.kind === 'enter') return runningOrders(change.image);
  return change.event.type === 'order.issued' ? [change.event.body.orderId] : [];
}
