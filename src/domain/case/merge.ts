import type { Fact } from '../audit/event.ts';
import type { Context } from '../context.ts';
import { isRunning } from '../order/order.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { arm, revive } from '../timer/arm.ts';
import { timerOf } from '../timer/timer.ts';
import { isStanding } from '../warning/warning.ts';
import { isOpen, type Case } from './case.ts';
import { closing } from './end.ts';
import { arming } from './report.ts';

/**
 * 并案: this case goes on as part of another one, and both logs say so. Both are locked, and a case that was
 * merged is no target: of two opposite merges one is refused, and neither case is ever lost.
 */
export function merge(before: Case, context: Context): Fact[] | Refusal {
  const into = context.other;
  if (!into) return refuse('not-found');
  if (into.id === before.id) return refuse('merge-self');
  if (!isOpen(into)) return refuse('merge-target', { number: into.number });
  // Whoever handles the other one would handle this one, too.
  if (into.excludedDepartmentId !== before.excludedDepartmentId) return refuse('merge-excluded');
  if (before.absorbed.length > 0) return refuse('has-absorbed');
  if (before.orders.some((one) => one.state === 'drafted' || isRunning(one))) return refuse('order-running');
  return [
    ...closing(before),
    { type: 'case.merged', body: { intoId: into.id, number: into.number }, armed: [] },
    {
      type: 'case.absorbed',
      body: { fromId: before.id, number: before.number },
      armed: [],
      other: true,
    },
    ...inherited(before, into, context),
  ];
}

/** A grave word must not disappear with the case that held it. */
function inherited(before: Case, into: Case, context: Context): Fact[] {
  const known = new Set(into.warnings.filter(isStanding).map((one) => one.key));
  return before.warnings
    .filter((one) => one.kind === 'grave-word' && isStanding(one) && !known.has(one.key))
    .map(({ kind, key, reason, evidence }): Fact => {
      const body = { warningId: context.id(), kind, key, reason, evidence };
      return { type: 'warning.raised', body, armed: [], other: true };
    });
}

/** The case stands alone again where it stood before. Its clocks run from their original starts: nothing was won by the merge. */
export function unmerge(before: Case, body: { intoId: string }, context: Context): Fact[] | Refusal {
  const joined = before.mergedInto;
  if (!joined || joined.caseId !== body.intoId) return refuse('not-found');
  const clock = before.acceptedAt === null ? 'accept' : 'resolve';
  const gross = timerOf(before.timers, clock, before.id);
  const waits = before.acceptedAt !== null && before.guidedAt === null;
  const armed = [
    ...(gross ? [revive(gross)] : []),
    ...(waits ? [arm(arming(context, before), 'dispatch', before.id, context.now)] : []),
  ];
  return [
    { type: 'case.unmerged', body: { intoId: joined.caseId }, armed },
    { type: 'case.released', body: { fromId: before.id }, armed: [], other: true },
  ];
}
