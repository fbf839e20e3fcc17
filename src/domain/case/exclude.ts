import { isHeld, isLeading } from '../assignment/assignment.ts';
import { responded } from '../assignment/respond.ts';
import type { Fact } from '../audit/event.ts';
import type { Context } from '../context.ts';
import { isRunning } from '../order/order.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { arm } from '../timer/arm.ts';
import { isRunning as runs, timerOf } from '../timer/timer.ts';
import type { Case } from './case.ts';
import type { CommandBody } from './command.ts';
import { arming } from './report.ts';

/**
 * 回避: it became known later whom the case is about, or it was a mistake. Every duty of that department ends, it is
 * taken out of its sight, and the result will be looked at from above before it counts. Anybody in the office may say
 * so; only the level above takes it back (above.ts).
 */
export function exclude(
  before: Case,
  { departmentId }: CommandBody<'case.exclude'>,
  context: Context,
): Fact[] | Refusal {
  if (departmentId === before.excludedDepartmentId) return refuse('nothing-changed');
  if (departmentId !== null && !context.world.departments.has(departmentId)) {
    return refuse('unknown-department', { department: departmentId });
  }
  const own = before.assignments.filter((one) => isHeld(one) && one.departmentId === departmentId);
  const led = before.assignments.some((one) => isLeading(one) && one.departmentId !== departmentId);
  const last = timerOf(before.timers, 'dispatch', before.id);
  const left = own.some(isLeading) && !led && !(last && runs(last));
  const mode = departmentId !== null && before.mode === 'named' ? 'confidential' : before.mode;
  return [
    {
      type: 'case.excluded',
      body: { departmentId, mode, assignmentIds: own.map((one) => one.id) },
      armed: left ? [arm(arming(context, before), 'dispatch', before.id, context.now)] : [],
    },
    ...(departmentId === null ? [] : ordersWithout(before, departmentId)),
    ...own.flatMap((one) => responded(before, one, false)),
  ];
}

/** A draft that names the department falls; an order that now nobody else holds is withdrawn. */
function ordersWithout(before: Case, departmentId: string): Fact[] {
  const named = before.orders.filter((one) =>
    one.recipients.some((recipient) => recipient.departmentId === departmentId),
  );
  return named.flatMap((order): Fact[] => {
    const { id: orderId } = order;
    if (order.state === 'drafted') {
      return [{ type: 'order.declined', body: { orderId, reason: 'wrong-departments' }, armed: [] }];
    }
    const others = before.assignments.some(
      (one) => one.orderId === orderId && isHeld(one) && one.departmentId !== departmentId,
    );
    if (!isRunning(order) || others) return [];
    return [
      { type: 'order.withdrawn', body: { orderId, reason: 'superseded', assignmentIds: [] }, armed: [] },
    ];
  });
}
