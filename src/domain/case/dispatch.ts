import { isLeading, newAssignment, type Assignment, type Recipient } from '../assignment/assignment.ts';
import { clocksOf } from '../assignment/clocks.ts';
import type { Fact } from '../audit/event.ts';
import type { Context } from '../context.ts';
import type { Order } from '../order/order.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Timer } from '../timer/timer.ts';
import { needsArbitration } from './arbitrate.ts';
import type { Case } from './case.ts';
import { refuseRecipients } from './recipients.ts';

/** 分拨: the departments that own the matter get it; their sign and contact clocks start now. Refused while one leads. */
export function dispatch(
  before: Case,
  body: { recipients: Recipient[] },
  context: Context,
): Fact[] | Refusal {
  if (before.assignments.some(isLeading)) return refuse('already-dispatched');
  if (needsArbitration(before)) return refuse('needs-arbitration', { times: before.returns });
  const refusal = refuseRecipients(before, body.recipients, context);
  if (refusal) return refusal;
  const { assignments, armed } = assign(before, body.recipients, null, context);
  return [{ type: 'case.dispatched', body: { assignments }, armed }];
}

/** New assignments with their timers. */
export function assign(
  before: Case,
  recipients: readonly Recipient[],
  order: Pick<Order, 'id' | 'onSiteWithinMin' | 'onSiteAt'> | null,
  context: Context,
): { assignments: Assignment[]; armed: Timer[] } {
  const assignments = recipients.map((one) =>
    newAssignment(context.id(), one, order?.id ?? null, context.now),
  );
  return { assignments, armed: assignments.flatMap((one) => clocksOf(before, one, order, context)) };
}
