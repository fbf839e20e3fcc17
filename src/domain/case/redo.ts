import { newAssignment } from '../assignment/assignment.ts';
import { clocksOf } from '../assignment/clocks.ts';
import type { Fact } from '../audit/event.ts';
import type { Context } from '../context.ts';
import { arm } from '../timer/arm.ts';
import type { Case } from './case.ts';
import { isExcluded } from './excluded.ts';
import { arming } from './report.ts';

/** 重办: the last lead gets it again, with fresh clocks; the gross age of the case goes on. */
export function redone(before: Case, reviewDue: boolean, context: Context): Fact {
  const limits = arming(context, before);
  const again = before.assignments
    .filter((one) => one.state === 'done' && one.part === 'lead' && !isExcluded(before, one.departmentId))
    .slice(-1);
  const assignments = again.map((one) =>
    newAssignment(context.id(), { departmentId: one.departmentId, part: 'lead' }, null, context.now),
  );
  const held = assignments.flatMap((one) => clocksOf(before, one, null, context));
  // Where a community or a volunteer settled it, nobody held the case: somebody has to take it now.
  const waiting = assignments.length > 0 ? [] : [arm(limits, 'dispatch', before.id, context.now)];
  const resolveTimer = arm(limits, 'resolve', before.id, context.now);
  return {
    type: 'case.redone',
    body: { assignments, reviewDue: reviewDue || before.excludedDepartmentId !== null },
    armed: [...held, ...waiting, resolveTimer],
  };
}
