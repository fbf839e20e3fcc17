import { isLeading, newAssignment } from '../assignment/assignment.ts';
import { clocksOf } from '../assignment/clocks.ts';
import type { Fact } from '../audit/event.ts';
import type { Context } from '../context.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Case } from './case.ts';
import type { CommandBody } from './command.ts';
import { refuseRecipients } from './recipients.ts';

/** After so many returns the dispatcher may not pass it on any more. */
export const RETURNS_BEFORE_ARBITRATION = 2;

/** True while only a supervisor can say who takes it. */
export const needsArbitration = (subject: Case): boolean =>
  !subject.arbitrated && subject.returns >= RETURNS_BEFORE_ARBITRATION;

/** 裁决: the supervisor names the department, and that ends the to and fro. */
export function arbitrate(
  before: Case,
  body: CommandBody<'case.arbitrate'>,
  context: Context,
): Fact[] | Refusal {
  if (before.assignments.some(isLeading)) return refuse('already-dispatched');
  if (!needsArbitration(before)) {
    return refuse('arbitration-early', { times: RETURNS_BEFORE_ARBITRATION });
  }
  const recipient = { departmentId: body.departmentId, part: 'lead' } as const;
  const refusal = refuseRecipients(before, [recipient], context);
  if (refusal) return refusal;
  const assignment = newAssignment(context.id(), recipient, null, context.now);
  const armed = clocksOf(before, assignment, null, context);
  return [{ type: 'case.arbitrated', body: { assignments: [assignment], reason: body.reason }, armed }];
}
