import type { Fact } from '../audit/event.ts';
import type { Case } from '../case/case.ts';
import type { Assignment } from './assignment.ts';

/**
 * An order is responded to when the last of its recipients has signed, or when the last who had not gives
 * it back while the others have.
 */
export function responded(before: Case, leaving: Assignment, signs: boolean): Fact[] {
  const order = before.orders.find((one) => one.id === leaving.orderId && one.state === 'issued');
  if (!order) return [];
  const others = before.assignments.filter(
    (one) => one.orderId === order.id && one.id !== leaving.id && one.endedAt === null,
  );
  const all = others.every((one) => one.signedAt !== null) && (signs || others.length > 0);
  return all ? [{ type: 'order.responded', body: { orderId: order.id }, armed: [] }] : [];
}
