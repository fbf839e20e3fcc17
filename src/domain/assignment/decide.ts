import type { Fact } from '../audit/event.ts';
import { refuseRecipients } from '../case/dispatch.ts';
import { arming } from '../case/report.ts';
import type { Case } from '../case/case.ts';
import type { Command } from '../case/command.ts';
import type { Context } from '../context.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { arm } from '../timer/arm.ts';
import { timerOf } from '../timer/timer.ts';
import { isHeld, newAssignment, type Assignment } from './assignment.ts';

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
      return [{ type: 'assignment.signed', body, armed: [] }, ...responded(before, own)];
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

/** An order is responded to when the last of its recipients has signed. */
function responded(before: Case, signing: Assignment): Fact[] {
  const order = before.orders.find((one) => one.id === signing.orderId && one.state === 'issued');
  if (!order) return [];
  const waiting = before.assignments.some(
    (one) => one.orderId === order.id && one.id !== signing.id && one.endedAt === null && one.signedAt === null,
  );
  return waiting ? [] : [{ type: 'order.responded', body: { orderId: order.id }, armed: [] }];
}

/** 退回: the case goes back to the dispatcher, whose clock starts again when nobody else holds it. */
function returned(
  before: Case,
  own: Assignment,
  reason: Extract<AssignmentCommand, { type: 'assignment.return' }>['body']['reason'],
  context: Context,
): Fact[] {
  const others = before.assignments.some((one) => one.id !== own.id && isHeld(one));
  const gen = (timerOf(before.timers, 'dispatch', before.id)?.gen ?? 0) + 1;
  const dispatch = { ...arm(arming(context, before), 'dispatch', before.id, context.now), gen };
  return [
    {
      type: 'assignment.returned',
      body: { assignmentId: own.id, departmentId: own.departmentId, reason },
      armed: others ? [] : [dispatch],
    },
  ];
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
  if (before.assignments.some((one) => isHeld(one) && one.departmentId === body.departmentId)) {
    return refuse('duplicate-department');
  }
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
