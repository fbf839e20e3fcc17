import { isHeld } from '../assignment/assignment.ts';
import type { Fact } from '../audit/event.ts';
import type { Case } from '../case/case.ts';
import type { Command } from '../case/command.ts';
import type { Context } from '../context.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { extend } from './arm.ts';
import { policyAt } from './policy.ts';
import { timerOf } from './timer.ts';

type ExtensionCommand = Extract<Command, { type: `extension.${string}` }>;

/** 延期: asked for before the deadline, decided by a named role, as often as the policy allows. */
export function decideExtension(before: Case, command: ExtensionCommand, context: Context): Fact[] | Refusal {
  const timer = timerOf(before.timers, 'resolve', before.id);
  if (!timer || timer.stoppedAt !== null)
    return refuse('wrong-state', { state: before.state, act: command.type });
  if (command.type === 'extension.request') {
    const { doer, departmentId } = context.actor;
    const held = before.assignments.some((one) => isHeld(one) && one.departmentId === departmentId);
    if (doer === 'officer' && !held) return refuse('not-held');
    if (context.now > timer.dueAt) return refuse('too-late-to-extend');
    const times = policyAt(context.policies, context.now).extensions;
    const used = before.extensions.filter((one) => one.granted !== false).length;
    if (used >= times) return refuse('extension-used', { times });
    const body = { extensionId: context.id(), workdays: command.body.workdays };
    return [{ type: 'extension.requested', body, armed: [] }];
  }
  const asked = before.extensions.find((one) => one.id === command.body.extensionId);
  if (!asked) return refuse('not-found');
  if (asked.decidedAt !== null) return refuse('extension-decided');
  const body = { extensionId: asked.id };
  return command.body.granted
    ? [
        {
          type: 'extension.granted',
          body,
          armed: [extend(context.calendar, timer, asked.workdays, context.now)],
        },
      ]
    : [{ type: 'extension.declined', body, armed: [] }];
}
