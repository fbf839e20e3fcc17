import type { Fact } from '../audit/event.ts';
import type { Case } from '../case/case.ts';
import type { CommandBody } from '../case/command.ts';
import { resume } from '../case/suspend.ts';
import type { Context } from '../context.ts';
import { isRunning as isActive } from '../order/order.ts';
import { opened, stands } from '../supervision/decide.ts';
import { isUnanswered, nextMeasure } from '../supervision/supervision.ts';
import { onDuty } from './roster.ts';
import { isRunning, LATE_BY_SYSTEM_MS, timerOf, type Timer } from './timer.ts';

/**
 * What a due timer does. It fires into facts only while it is still running and of the same generation;
 * otherwise into nothing, because a signature that was first is first.
 */
export function fireTimer(before: Case, body: CommandBody<'timer.fire'>, context: Context): Fact[] {
  const { clock, subject, gen, step } = body;
  const timer = timerOf(before.timers, clock, subject);
  if (!timer || !isRunning(timer) || timer.gen !== gen || timer.pausedAt !== null) return [];
  if (step === 'amber') {
    return timer.amberFiredAt === null && timer.redFiredAt === null
      ? [{ type: 'timer.warned', body: { clock, subject }, armed: [] }]
      : [];
  }
  if (step !== 'red') return escalated(before, timer, Number(step.split('-')[1]), context);
  if (timer.redFiredAt !== null) return [];
  // The end of a rest is no delay of anybody's.
  if (clock === 'suspend') return resume(before, context, false);
  const overdueBySystem = context.now - body.fireAt > LATE_BY_SYSTEM_MS;
  const breached: Fact = { type: 'timer.breached', body: { clock, subject, overdueBySystem }, armed: [] };
  return [breached, ...following(before, timer, context)];
}

/** Who stands on the next post of the chain is told; an empty list says that nobody was on duty. */
function escalated(before: Case, timer: Timer, step: number, context: Context): Fact[] {
  const escalation = timer.escalations[step];
  if (!escalation || escalation.firedAt !== null || timer.redFiredAt === null) return [];
  const { clock, subject } = timer;
  const departmentId = before.assignments.find((one) => one.id === subject)?.departmentId ?? null;
  const where = { areaCode: before.place.areaCode, departmentId };
  const told = onDuty(context.roster, escalation.to, where, context.now);
  return [{ type: 'timer.escalated', body: { clock, subject, step, to: escalation.to, told }, armed: [] }];
}

/** What happens in the very moment in which a deadline runs out. */
function following(before: Case, { clock, subject }: Timer, context: Context): Fact[] {
  switch (clock) {
    case 'approve':
      // The deputy is asked: an order is never stuck on an absence.
      return before.orders
        .filter((order) => order.id === subject && order.state === 'drafted')
        .map((order) => ({ type: 'order.referred', body: { orderId: order.id }, armed: [] }));
    case 'sign':
      return urged(before, subject, context);
    case 'supervise':
      return hardened(before, subject, context);
    default:
      return [];
  }
}

/** Every order is supervised from its source: who lets its sign clock run out is urged at once. */
function urged(before: Case, assignmentId: string, context: Context): Fact[] {
  const own = before.assignments.find((one) => one.id === assignmentId);
  const ordered = before.orders.some((order) => order.id === own?.orderId && isActive(order));
  if (!ordered || stands(before, assignmentId, 'urge')) return [];
  const subject = {
    measure: 'urge',
    target: 'assignment',
    targetId: assignmentId,
    reason: 'overdue',
  } as const;
  return [opened(before, subject, context)];
}

/** A reminder that nobody answers becomes a yellow card by itself; anything harder a supervisor decides. */
function hardened(before: Case, supervisionId: string, context: Context): Fact[] {
  const own = before.supervisions.find((one) => one.id === supervisionId);
  if (own?.measure !== 'urge' || !isUnanswered(own)) return [];
  const { target, targetId } = own;
  const measure = nextMeasure(own.measure);
  if (stands(before, targetId, measure)) return [];
  return [opened(before, { measure, target, targetId, reason: 'no-answer' }, context)];
}
