import { isHeld, newAssignment } from '../assignment/assignment.ts';
import type { EventBodies, Fact } from '../audit/event.ts';
import type { Context } from '../context.ts';
import { isRunning } from '../order/order.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { arm } from '../timer/arm.ts';
import type { Timer } from '../timer/timer.ts';
import type { Case } from './case.ts';
import type { CommandBody } from './command.ts';
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
  const resolved: Fact = {
    type: 'case.resolved',
    body: { settledBy: null, departmentId: actor.departmentId },
    armed: [arm(arming(context, before), 'confirm', before.id, context.now)],
  };
  const completed = before.orders
    .filter(isRunning)
    .map((order): Fact => ({ type: 'order.completed', body: { orderId: order.id }, armed: [] }));
  // An order that still awaits approval is not needed any more; nobody could decide it from here on.
  const dropped = before.orders
    .filter((order) => order.state === 'drafted')
    .map(({ id: orderId }): Fact => {
      return { type: 'order.declined', body: { orderId, reason: 'handled-otherwise' }, armed: [] };
    });
  return [resolved, ...completed, ...dropped];
}

/** 确认, by the resident with the receipt code or by the staff who asked. */
export const confirm = (before: Case, body: CommandBody<'case.confirm'>, context: Context): Fact[] => [
  {
    type: 'case.confirmed',
    body: { stars: body.stars ?? null },
    armed: [arm(arming(context, before), 'feedback', before.id, context.now)],
  },
];

/** 重办: the last leads get it again, with fresh clocks; the gross age of the case goes on. */
export function redo(before: Case, context: Context): Fact[] {
  const limits = arming(context, before);
  const again = before.assignments.filter((one) => one.state === 'done' && one.part === 'lead').slice(-1);
  const assignments = again.map((one) =>
    newAssignment(context.id(), { departmentId: one.departmentId, part: 'lead' }, null, context.now),
  );
  const held = assignments.flatMap((one): Timer[] => [
    arm(limits, 'sign', one.id, context.now),
    arm(limits, 'contact', one.id, context.now),
  ]);
  // Where a community or a volunteer settled it, nobody held the case: somebody has to take it now.
  const waiting = assignments.length > 0 ? [] : [arm(limits, 'dispatch', before.id, context.now)];
  const resolveTimer = arm(limits, 'resolve', before.id, context.now);
  return [{ type: 'case.redone', body: { assignments }, armed: [...held, ...waiting, resolveTimer] }];
}

/** 反馈: the call back to the resident closes the case. */
export const finishFollowup = (body: EventBodies['followup.done']): Fact[] => [
  { type: 'followup.done', body, armed: [] },
];
