import type { Fact } from '../audit/event.ts';
import type { Case } from '../case/case.ts';
import { refuseDepartments } from '../case/recipients.ts';
import type { Context, World } from '../context.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { revive } from '../timer/arm.ts';
import { timerOf, type Timer } from '../timer/timer.ts';
import { isHeld, type Assignment } from './assignment.ts';
import { responded } from './respond.ts';

/**
 * Until when a reassignment may be undone, in milliseconds since 1970: while the next department has not signed, and
 * its sign clock has not turned amber, for then it has long seen it. Undefined for a duty that came about otherwise.
 */
export function undoUntil(subject: Case, taken: Assignment): number | undefined {
  if (taken.takenFrom === undefined || taken.signedAt !== null || !isHeld(taken)) return undefined;
  return timerOf(subject.timers, 'sign', taken.id)?.amberAt;
}

/** 撤销改派: the one that held it holds it again, and its clocks run on from their own starts: nothing was won by the detour. */
export function restored(before: Case, own: Assignment, context: Context): Fact[] | Refusal {
  const back = before.assignments.find((one) => one.id === own.takenFrom);
  if (!back || back.endedAt === null) return refuse('undo-late');
  if (before.arbitrated && context.actor.doer !== 'supervisor') return refuse('arbitrated');
  if (own.signedAt !== null) return refuse('undo-signed', { department: nameOf(context.world, own) });
  if (context.now >= (undoUntil(before, own) ?? -Infinity)) return refuse('undo-late');
  const refusal = refuseDepartments(before, [back.departmentId], context);
  if (refusal) return refusal;
  const body = { assignmentId: own.id, departmentId: own.departmentId };
  return [
    {
      type: 'assignment.restored',
      body: { ...body, backId: back.id, back: back.departmentId },
      armed: stoppedWith(before, back).map(revive),
    },
    ...(back.signedAt === null ? [] : responded(before, own, true)),
  ];
}

/** The clocks of a duty that only its leaving has stopped. */
function stoppedWith({ timers }: Case, { id, endedAt, ...done }: Assignment): Timer[] {
  const CLOCKS = [
    ['sign', done.signedAt],
    ['contact', done.contactedAt],
    ['arrive', done.arrivedAt],
  ] as const;
  return CLOCKS.flatMap(([clock, doneAt]) => {
    const timer = timerOf(timers, clock, id);
    return timer && doneAt === null && timer.stoppedAt === endedAt ? [timer] : [];
  });
}

const nameOf = ({ departments }: Pick<World, 'departments'>, { departmentId }: Assignment): string =>
  departments.get(departmentId)?.name ?? departmentId;
