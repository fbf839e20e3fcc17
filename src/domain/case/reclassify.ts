import type { Fact } from '../audit/event.ts';
import type { Context } from '../context.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { recompute } from '../timer/arm.ts';
import { isRunning, type Clock } from '../timer/timer.ts';
import type { Case } from './case.ts';
import type { CommandBody } from './command.ts';
import { arming } from './report.ts';

/** Clocks whose limit depends on what the case is about; an order says itself when to be on site. */
const BY_CLASS: readonly Clock[] = ['dispatch', 'sign', 'contact', 'resolve'];

/**
 * Another matter, urgency or kind. Limits are looked up afresh from each clock's original start, with every pause
 * and extension kept: a change of words wins no time and loses none.
 */
export function reclassify(
  before: Case,
  body: CommandBody<'case.reclassify'>,
  context: Context,
): Fact[] | Refusal {
  const code = body.matterCode ?? before.matterCode ?? '';
  const matter = context.world.matters.get(code);
  if (!matter) return refuse('unknown-matter', { matter: code });
  const same = matter.code === before.matterCode;
  const urgency = body.urgency ?? (same || before.warnings.length > 0 ? before.urgency : matter.urgency);
  const kind = body.kind ?? (same ? before.kind : matter.kind);
  if (same && urgency === before.urgency && kind === before.kind) return refuse('nothing-changed');
  const { complexity } = matter;
  const after = { ...before, matterCode: matter.code, urgency, complexity };
  const armed = before.timers
    .filter((timer) => isRunning(timer) && BY_CLASS.includes(timer.clock))
    .flatMap((timer) => {
      const departmentId = before.assignments.find((one) => one.id === timer.subject)?.departmentId;
      const fresh = recompute(arming(context, after, departmentId), timer);
      return fresh.dueAt === timer.dueAt && fresh.amberAt === timer.amberAt ? [] : [fresh];
    });
  return [{ type: 'case.reclassified', body: { matterCode: matter.code, kind, urgency, complexity }, armed }];
}
