import type { Case } from '../case/case.ts';
import { arming } from '../case/report.ts';
import type { Context } from '../context.ts';
import { onSiteLimit, type Order } from '../order/order.ts';
import { arm } from '../timer/arm.ts';
import type { Timer } from '../timer/timer.ts';
import type { Assignment } from './assignment.ts';

/**
 * The clocks of a new duty. The sign clock starts with the dispatch or the issue of the order, not with the click
 * that opens it; for an order the arrive clock runs beside it.
 */
export function clocksOf(
  before: Case,
  assignment: Assignment,
  order: Pick<Order, 'onSiteWithinMin' | 'onSiteAt'> | null,
  context: Context,
): Timer[] {
  const limits = arming(context, before, assignment.departmentId);
  return [
    arm(limits, 'sign', assignment.id, context.now),
    arm(limits, 'contact', assignment.id, context.now),
    ...(order ? [arm(limits, 'arrive', assignment.id, context.now, onSiteLimit(order, context.now))] : []),
  ];
}
