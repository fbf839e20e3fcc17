import type { Fact } from '../audit/event.ts';
import { isHeld } from '../assignment/assignment.ts';
import type { Case } from '../case/case.ts';
import type { Command } from '../case/command.ts';
import { arming } from '../case/report.ts';
import type { Context } from '../context.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { arm } from '../timer/arm.ts';
import { policyAt } from '../timer/policy.ts';
import { isUnanswered, type Supervision } from './supervision.ts';

type SupervisionCommand = Extract<Command, { type: `supervision.${string}` }>;
/** What is supervised, how hard, and why. */
type Subject = Pick<Supervision, 'measure' | 'target' | 'targetId' | 'reason'>;

/** 督办: opened by a supervisor, answered by whoever holds the duty, lifted when there is no need any more. */
export function decideSupervision(
  before: Case,
  command: SupervisionCommand,
  context: Context,
): Fact[] | Refusal {
  if (command.type === 'supervision.open') return open(before, command.body, context);
  const { supervisionId } = command.body;
  const own = before.supervisions.find((one) => one.id === supervisionId);
  if (!own) return refuse('not-found');
  if (!isUnanswered(own)) return refuse('supervision-ended');
  if (command.type === 'supervision.lift') {
    return [{ type: 'supervision.lifted', body: { supervisionId }, armed: [] }];
  }
  if (!owes(before, own, context)) return refuse('not-found');
  return [{ type: 'supervision.answered', body: { supervisionId }, armed: [] }];
}

function open(before: Case, body: Subject, context: Context): Fact[] | Refusal {
  const { measure, target, targetId } = body;
  const exists = {
    case: targetId === before.id,
    assignment: before.assignments.some((one) => one.id === targetId && isHeld(one)),
    order: before.orders.some((one) => one.id === targetId),
  }[target];
  if (!exists) return refuse('not-found');
  if (stands(before, targetId, measure)) return refuse('already-supervised');
  return [opened(before, body, context)];
}

/** True while the same measure on the same thing still waits for its answer. */
export const stands = (before: Case, targetId: string, measure: Supervision['measure']): boolean =>
  before.supervisions.some(
    (one) => one.targetId === targetId && one.measure === measure && isUnanswered(one),
  );

/** The fact of an opened supervision, with the clock of its answer. */
export function opened(before: Case, { measure, target, targetId, reason }: Subject, context: Context): Fact {
  const supervisionId = context.id();
  const limit = policyAt(context.policies, context.now).supervision[measure];
  return {
    type: 'supervision.opened',
    body: { supervisionId, measure, target, targetId, reason },
    armed: [arm(arming(context, before), 'supervise', supervisionId, context.now, limit)],
  };
}

/** An officer answers for the own department's duty, or for a case or order that the department works on. */
function owes(before: Case, own: Supervision, { actor }: Context): boolean {
  if (actor.doer !== 'officer') return own.target !== 'assignment';
  return before.assignments.some(
    (one) =>
      one.departmentId === actor.departmentId &&
      (own.target === 'case' || one.id === own.targetId || one.orderId === own.targetId),
  );
}
