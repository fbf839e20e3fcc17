import type { Fact } from '../audit/event.ts';
import { isRunning } from '../order/order.ts';
import { isUnanswered } from '../supervision/supervision.ts';
import { isStanding } from '../warning/warning.ts';
import type { Case } from './case.ts';

/** What becomes of the orders when a case is settled: those that run are completed, a draft is not needed any more. */
export const completeOrders = (before: Case): Fact[] => [
  ...before.orders
    .filter(isRunning)
    .map((order): Fact => ({ type: 'order.completed', body: { orderId: order.id }, armed: [] })),
  ...dropDrafts(before),
];

/** What becomes of them when nobody works on the case any more: they are withdrawn with it. */
export const withdrawOrders = (before: Case): Fact[] => [
  ...before.orders.filter(isRunning).map(({ id: orderId }): Fact => {
    const ids = before.assignments.filter((one) => one.orderId === orderId && one.endedAt === null);
    const assignmentIds = ids.map((one) => one.id);
    return { type: 'order.withdrawn', body: { orderId, reason: 'case-ended', assignmentIds }, armed: [] };
  }),
  ...dropDrafts(before),
];

/** An order that still awaits approval; nobody could decide it from here on. */
const dropDrafts = (before: Case): Fact[] =>
  before.orders
    .filter((order) => order.state === 'drafted')
    .map(({ id: orderId }): Fact => {
      return { type: 'order.declined', body: { orderId, reason: 'handled-otherwise' }, armed: [] };
    });

/**
 * What ends with the case itself: nobody owes an answer to a supervision any more, and its grave word is handled.
 * A surge or a cluster goes on: it is about more than this case.
 */
export const closing = (before: Case): Fact[] => [
  ...before.supervisions.filter(isUnanswered).map(({ id: supervisionId }): Fact => {
    return { type: 'supervision.lifted', body: { supervisionId }, armed: [] };
  }),
  ...before.warnings
    .filter((warning) => warning.kind === 'grave-word' && isStanding(warning))
    .map(({ id: warningId }): Fact => {
      return { type: 'warning.lifted', body: { warningId, reason: 'handled' }, armed: [] };
    }),
];
