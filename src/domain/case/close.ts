import { isHeld } from '../assignment/assignment.ts';
import type { Fact } from '../audit/event.ts';
import type { Context } from '../context.ts';
import { planFollowup } from '../followup/plan.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { arm } from '../timer/arm.ts';
import { policyAt } from '../timer/policy.ts';
import { awaitsReview, type Case } from './case.ts';
import type { CommandBody } from './command.ts';
import { doubtsOf } from './doubt.ts';
import { completeOrders } from './end.ts';
import { redone } from './redo.ts';
import { arming } from './report.ts';

/** That a visit, a mediation, a call or a note took place; its words are sealed elsewhere. */
export const record = (body: CommandBody<'case.record'>, context: Context): Fact[] => [
  { type: 'case.recorded', body: { recordId: context.id(), kind: body.kind }, armed: [] },
];

/** 化解. An officer resolves only what his department holds and has signed for. */
export function resolve(before: Case, context: Context): Fact[] | Refusal {
  const { actor } = context;
  if (actor.doer === 'officer') {
    const own = before.assignments.find((one) => isHeld(one) && one.departmentId === actor.departmentId);
    if (!own) return refuse('not-held');
    if (own.signedAt === null) return refuse('not-signed');
  }
  const doubts = doubtsOf(before, context.now, policyAt(context.policies, context.now));
  return [
    {
      type: 'case.resolved',
      body: { settledBy: null, departmentId: actor.departmentId },
      armed: [arm(arming(context, before), 'confirm', before.id, context.now)],
    },
    ...(doubts.length > 0 ? [{ type: 'case.doubted', body: { doubts }, armed: [] } satisfies Fact] : []),
    ...completeOrders(before),
  ];
}

/**
 * 复核: after a redo somebody above looks at the result; what does not pass is done once more. A case that is over and
 * in doubt stays closed either way: what was reported again is handled as the case that it is.
 */
export function review(before: Case, body: CommandBody<'case.review'>, context: Context): Fact[] | Refusal {
  if (!awaitsReview(before)) return refuse('nothing-to-review');
  const reviewed: Fact = { type: 'case.reviewed', body: { passed: body.passed }, armed: [] };
  return body.passed || before.state === 'closed' ? [reviewed] : [reviewed, redone(before, true, context)];
}

/** 确认, by the resident with the receipt code or by the staff who asked; the call back is planned with it. */
export function confirm(before: Case, body: CommandBody<'case.confirm'>, context: Context): Fact[] | Refusal {
  if (before.reviewDue && context.actor.doer !== 'resident') return refuse('review-due');
  const stars = body.stars ?? null;
  return [
    {
      type: 'case.confirmed',
      body: { stars },
      armed: [arm(arming(context, before), 'feedback', before.id, context.now)],
    },
    planFollowup(before, stars, policyAt(context.policies, context.now)),
  ];
}
