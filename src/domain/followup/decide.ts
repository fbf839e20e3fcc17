import type { Fact } from '../audit/event.ts';
import type { Case } from '../case/case.ts';
import type { Command, CommandBody } from '../case/command.ts';
import { closing } from '../case/end.ts';
import { redone } from '../case/redo.ts';
import type { Context } from '../context.ts';
import { refuse, type Refusal } from '../refusal.ts';

/** 反馈: the answer of the resident closes the case, or sends it back when it is not solved or the department is at fault. */
export function finishFollowup(before: Case, body: CommandBody<'followup.finish'>, context: Context): Fact[] {
  const { reached, satisfied, solved, fault } = body;
  const redo = reached && (solved === false || (satisfied === false && fault === 'department'));
  const done: Fact = {
    type: 'followup.done',
    body: { reached, satisfied, solved, fault, redo },
    armed: [],
  };
  return redo ? [done, redone(before, true, context)] : [...closing(before), done];
}

type RatingCommand = Extract<Command, { type: `rating.${string}` }>;

/** 评价申诉: asked for once, by the department that resolved the case, and decided by a supervisor. */
export function decideRating(before: Case, command: RatingCommand, context: Context): Fact[] | Refusal {
  if (command.type === 'rating.contest') {
    const { departmentId } = context.actor;
    const own = before.assignments.some((one) => one.state === 'done' && one.departmentId === departmentId);
    if (departmentId === null || !own) return refuse('not-found');
    if (before.stars === null && before.followup?.satisfied !== false) return refuse('rating-none');
    if (before.contest) return refuse('rating-contested');
    const body = { contestId: context.id(), departmentId, reason: command.body.reason };
    return [{ type: 'rating.contested', body, armed: [] }];
  }
  const { contestId, upheld } = command.body;
  if (before.contest?.id !== contestId) return refuse('not-found');
  if (before.contest.decidedAt !== null) return refuse('contest-decided');
  return [{ type: 'rating.decided', body: { contestId, upheld }, armed: [] }];
}
