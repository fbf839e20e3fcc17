import {
  isHeld,
  isLeading,
  newAssignment,
  type Assignment,
  type Recipient,
} from '../assignment/assignment.ts';
import type { Fact } from '../audit/event.ts';
import { lineage } from '../area/area.ts';
import type { Context } from '../context.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { arm } from '../timer/arm.ts';
import type { Timer } from '../timer/timer.ts';
import type { Case } from './case.ts';
import { arming } from './report.ts';

/** 分拨: the departments that own the matter get it; their sign and contact clocks start now. Refused while one leads. */
export function dispatch(
  before: Case,
  body: { recipients: Recipient[] },
  context: Context,
): Fact[] | Refusal {
  if (before.assignments.some(isLeading)) return refuse('already-dispatched');
  const refusal = refuseRecipients(before, body.recipients, context);
  if (refusal) return refusal;
  const { assignments, armed } = assign(before, body.recipients, null, context);
  return [{ type: 'case.dispatched', body: { assignments }, armed }];
}

/** One lead, nobody twice, nobody who holds the case already, and only departments whose area contains the place. */
export function refuseRecipients(
  before: Case,
  recipients: readonly Recipient[],
  context: Context,
): Refusal | undefined {
  if (recipients.filter((one) => one.part === 'lead').length !== 1) return refuse('no-lead');
  const ids = recipients.map((one) => one.departmentId);
  if (new Set(ids).size !== ids.length) return refuse('duplicate-department');
  if (before.assignments.some((one) => isHeld(one) && ids.includes(one.departmentId))) {
    return refuse('duplicate-department');
  }
  const jurisdictions = lineage(before.place.areaCode);
  const foreign = ids.find((id) => {
    const department = context.world.departments.get(id);
    return !department || !jurisdictions.includes(department.areaCode);
  });
  return foreign === undefined ? undefined : refuse('unknown-department', { department: foreign });
}

/**
 * New assignments with their timers. The sign clock starts with the dispatch or the issue of the order,
 * not with the click that opens it; for an order the arrive clock runs beside it.
 */
export function assign(
  before: Case,
  recipients: readonly Recipient[],
  order: { id: string; onSiteWithinMin: number } | null,
  context: Context,
): { assignments: Assignment[]; armed: Timer[] } {
  const limits = arming(context, before);
  const assignments = recipients.map((one) =>
    newAssignment(context.id(), one, order?.id ?? null, context.now),
  );
  const armed = assignments.flatMap((one) => [
    arm(limits, 'sign', one.id, context.now),
    arm(limits, 'contact', one.id, context.now),
    ...(order ? [arm(limits, 'arrive', one.id, context.now, order.onSiteWithinMin)] : []),
  ]);
  return { assignments, armed };
}
