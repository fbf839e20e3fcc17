import type { Fact } from '../audit/event.ts';
import { refuseRecipients } from '../case/dispatch.ts';
import { arming } from '../case/report.ts';
import type { Case } from '../case/case.ts';
import type { Command } from '../case/command.ts';
import type { Context } from '../context.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { arm } from '../timer/arm.ts';
import { isRunning, timerOf } from '../timer/timer.ts';
import { isHeld, isLeading, newAssignment, type Assignment } from './assignment.ts';

type AssignmentCommand = Extract<Command, { type: `assignment.${string}` }>;

/** What a department does with its duty, and what a dispatcher does with a department's. */
export function decideAssignment(
  before: Case,
  command: AssignmentCommand,
  context: Context,
): Fact[] | Refusal {
  const own = before.assignments.find((one) => one.id === command.body.assignmentId);
  if (!own) return refuse('not-found');
  if (context.actor.doer === 'officer' && own.departmentId !== context.actor.departmentId) {
    return refuse('not-found');
  }
  if (!isHeld(own)) return refuse('not-held');
  const body = { assignmentId: own.id, departmentId: own.departmentId };
  switch (command.type) {
    case 'assignment.sign':
      if (own.signedAt !== null) return refuse('already-signed');
      return [{ type: 'assignment.signed', body, armed: [] }, ...responded(before, own, true)];
    case 'assignment.contact':
      if (own.signedAt === null) return refuse('not-signed');
      if (own.contactedAt !== null) return refuse('already-contacted');
      return [{ type: 'assignment.contacted', body, armed: [] }];
    case 'assignment.arrive':
      if (own.signedAt === null) return refuse('not-signed');
      if (own.arrivedAt !== null) return refuse('already-arrived');
      return [{ type: 'assignment.arrived', body, armed: [] }];
    case 'assignment.return':
      return returned(before, own, command.body.reason, context);
    case 'assignment.reassign':
      return reassigned(before, own, command.body, context);
  }
}

/**
 * An order is responded to when the last of its recipients has signed, or when the last who had not gives
 * it back while the others have.
 */
function responded(before: Case, leaving: Assignment, signs: boolean): Fact[] {
  const order = before.orders.find((one) => one.id === leaving.orderId && one.state === 'issued');
  if (!order) return [];
  const others = before.assignments.filter(
    (one) => one.orderId === order.id && one.id !== leaving.id && one.endedAt === null,
  );
  const all = others.every((one) => one.signedAt !== null) && (signs || others.length > 0);
  return all ? [{ type: 'order.responded', body: { orderId: order.id }, armed: [] }] : [];
}

/** 退回: the case goes back to the dispatcher, whose clock starts again when no other department leads. */
function returned(
  before: Case,
  own: Assignment,
  reason: Extract<AssignmentCommand, { type: 'assignment.return' }>['body']['reason'],
  context: Context,
): Fact[] {
  const led = before.assignments.some((one) => one.id !== own.id && isLeading(one));
  const last = timerOf(before.timers, 'dispatch', before.id);
  const armed =
    led || (last && isRunning(last))
      ? []
      : [arm(arming(context, before), 'dispatch', before.id, context.now)];
  const body = { assignmentId: own.id, departmentId: own.departmentId, reason };
  return [{ type: 'assignment.returned', body, armed }, ...responded(before, own, false)];
}

/** 改派: the next department's sign and contact clocks start now; the gross clock of the case goes on untouched. */
function reassigned(
  before: Case,
  own: Assignment,
  body: Extract<AssignmentCommand, { type: 'assignment.reassign' }>['body'],
  context: Context,
): Fact[] | Refusal {
  const recipient = { departmentId: body.departmentId, part: own.part };
  const refusal = refuseRecipients(before, [{ ...recipient, part: 'lead' }], context);
  if (refusal) return refusal;
  const limits = arming(context, before);
  const to = newAssignment(context.id(), recipient, own.orderId, context.now);
  const order = before.orders.find((one) => one.id === own.orderId);
  const armed = [
    arm(limits, 'sign', to.id, context.now),
    arm(limits, 'contact', to.id, context.now),
    ...(order ? [arm(limits, 'arrive', to.id, context.now, order.onSiteWithinMin)] : []),
  ];
  return [
    {
      type: 'assignment.reassigned',
      body: { assignmentId: own.id, departmentId: own.departmentId, to, reason: body.reason },
      armed,
    },
  ];
}
