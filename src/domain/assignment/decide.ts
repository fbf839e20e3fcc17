import type { Fact } from '../audit/event.ts';
import { refuseDepartments } from '../case/recipients.ts';
import { arming } from '../case/report.ts';
import type { Case } from '../case/case.ts';
import type { Command } from '../case/command.ts';
import type { Context } from '../context.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { arm } from '../timer/arm.ts';
import { isRunning, timerOf } from '../timer/timer.ts';
import { isHeld, isLeading, newAssignment, type Assignment } from './assignment.ts';
import { clocksOf } from './clocks.ts';
import { responded } from './respond.ts';
import { restored } from './restore.ts';

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
    case 'assignment.finish':
      if (own.part === 'lead') return refuse('lead-resolves');
      if (own.signedAt === null) return refuse('not-signed');
      return [{ type: 'assignment.done', body, armed: [] }];
    case 'assignment.split':
      return split(before, own, command.body.departmentIds, context);
    case 'assignment.return':
      if (before.arbitrated) return refuse('arbitrated');
      return returned(before, own, command.body.reason, context);
    case 'assignment.reassign':
      return reassigned(before, own, command.body, context);
    case 'assignment.restore':
      return restored(before, own, context);
  }
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
  // What a supervisor has decided, only a supervisor changes.
  if (before.arbitrated && context.actor.doer !== 'supervisor') return refuse('arbitrated');
  const { departmentId, reason } = body;
  const refusal = refuseDepartments(before, [departmentId], context);
  if (refusal) return refusal;
  const next = newAssignment(context.id(), { departmentId, part: own.part }, own.orderId, context.now);
  const to = { ...next, takenFrom: own.id };
  const armed = clocksOf(before, to, orderOf(before, own), context);
  const left = { assignmentId: own.id, departmentId: own.departmentId };
  return [{ type: 'assignment.reassigned', body: { ...left, to, reason }, armed }];
}

/** 拆分: others come in beside the one that holds it, each with a duty and clocks of its own; they support. */
function split(
  before: Case,
  own: Assignment,
  departmentIds: readonly string[],
  context: Context,
): Fact[] | Refusal {
  const refusal = refuseDepartments(before, departmentIds, context);
  if (refusal) return refusal;
  const assignments = departmentIds.map((departmentId) =>
    newAssignment(context.id(), { departmentId, part: 'support' }, own.orderId, context.now),
  );
  const order = orderOf(before, own);
  const armed = assignments.flatMap((one) => clocksOf(before, one, order, context));
  const body = { assignmentId: own.id, departmentId: own.departmentId, assignments };
  return [{ type: 'assignment.split', body, armed }];
}

const orderOf = (before: Case, own: Assignment) =>
  before.orders.find((one) => one.id === own.orderId) ?? null;
