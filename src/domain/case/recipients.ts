import { isHeld, type Recipient } from '../assignment/assignment.ts';
import { lineage } from '../area/area.ts';
import type { Context } from '../context.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Case } from './case.ts';
import { refuseExcluded } from './above.ts';

/** One lead, and departments that may be given the case. */
export function refuseRecipients(
  before: Case,
  recipients: readonly Recipient[],
  context: Context,
): Refusal | undefined {
  if (recipients.filter((one) => one.part === 'lead').length !== 1) return refuse('no-lead');
  return refuseDepartments(
    before,
    recipients.map((one) => one.departmentId),
    context,
  );
}

/** Nobody twice, nobody who holds the case already, and only departments whose area contains the place. */
export function refuseDepartments(
  before: Case,
  ids: readonly string[],
  context: Context,
): Refusal | undefined {
  if (new Set(ids).size !== ids.length) return refuse('duplicate-department');
  if (before.assignments.some((one) => isHeld(one) && ids.includes(one.departmentId))) {
    return refuse('duplicate-department');
  }
  const excluded = refuseExcluded(before, ids, context.world);
  if (excluded) return excluded;
  const jurisdictions = lineage(before.place.areaCode);
  const foreign = ids.find((id) => {
    const department = context.world.departments.get(id);
    return !department || !jurisdictions.includes(department.areaCode);
  });
  return foreign === undefined ? undefined : refuse('unknown-department', { department: foreign });
}
