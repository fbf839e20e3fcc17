import type { Fact } from '../audit/event.ts';
import type { Context } from '../context.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { arm, resume as resumeTimer } from '../timer/arm.ts';
import { policyAt } from '../timer/policy.ts';
import { isRunning } from '../timer/timer.ts';
import type { Case } from './case.ts';
import type { CommandBody } from './command.ts';
import { arming } from './report.ts';

/**
 * 挂起: every clock that is still in time rests until the end, which comes by itself; one that is overdue already
 * is rescued by nothing. How long and how often, the policy says.
 */
export function suspend(before: Case, body: CommandBody<'case.suspend'>, context: Context): Fact[] | Refusal {
  const { capWorkdays, times } = policyAt(context.policies, context.now).suspension;
  if (body.workdays > capWorkdays) return refuse('suspend-too-long', { days: capWorkdays });
  if (before.suspensions.length >= times) return refuse('suspend-used', { times });
  const limit = { amount: body.workdays, unit: 'workday' } as const;
  const end = arm(arming(context, before), 'suspend', before.id, context.now, limit);
  return [
    {
      type: 'case.suspended',
      body: { suspensionId: context.id(), reason: body.reason, until: end.dueAt },
      armed: [end],
    },
  ];
}

/** The case goes on: each clock that rested gets its rest added, in its own unit. */
export function resume(before: Case, context: Context, early: boolean): Fact[] {
  const suspension = before.suspensions.find((one) => one.endedAt === null);
  if (!suspension) return [];
  const armed = before.timers
    .filter((timer) => isRunning(timer) && timer.pausedAt !== null)
    .map((timer) => resumeTimer(context.calendar, timer, context.now));
  return [{ type: 'case.resumed', body: { suspensionId: suspension.id, early }, armed }];
}
