import { isHeld, isLeading } from '#domain/assignment/assignment.ts';
import { needsArbitration } from '#domain/case/arbitrate.ts';
import { mayDo, possibleIn, type ActName } from '#domain/case/act.ts';
import { awaitsReview, type Case } from '#domain/case/case.ts';
import { isRunning as isActive } from '#domain/order/order.ts';
import type { Role } from '#domain/person/person.ts';
import { isRunning, timerOf } from '#domain/timer/timer.ts';
import { isUnanswered } from '#domain/supervision/supervision.ts';
import { isStanding } from '#domain/warning/warning.ts';

/** What a screen must know of the person in order to show what is possible. */
export interface Doing {
  role: Role;
  /** 副书记: decides only when the secretary let the time run out. */
  deputy: boolean;
}

/**
 * True when `act` makes sense on this case by this person: the table of acts says who and when, and the case says
 * whether there is anything to act on. The server decides again; this only keeps dead buttons off the screen.
 */
export function isPossible(act: ActName, subject: Case, { role, deputy }: Doing): boolean {
  if (!mayDo(act, role) || !possibleIn(act, subject.state)) return false;
  const held = subject.assignments.some(isHeld);
  switch (act) {
    case 'case.guide':
      return subject.guidedAt === null && !held;
    case 'case.dispatch':
      return !subject.assignments.some(isLeading) && !needsArbitration(subject);
    case 'case.arbitrate':
      return needsArbitration(subject) && !subject.assignments.some(isLeading);
    case 'case.confirm':
      return !subject.reviewDue;
    case 'case.review':
      return awaitsReview(subject);
    case 'assignment.split':
      return held;
    case 'assignment.reassign':
      return held && (!subject.arbitrated || role === 'supervisor');
    case 'order.draft':
      return draftedOrder(subject) === undefined;
    case 'order.approve':
    case 'order.decline': {
      const order = draftedOrder(subject);
      return order !== undefined && (!deputy || order.referredAt !== null);
    }
    case 'order.confirm':
      return !deputy && subject.orders.some((one) => one.byDeputy && one.confirmedAt === null);
    case 'order.withdraw':
      return !deputy && subject.orders.some((one) => one.state === 'drafted' || isActive(one));
    case 'supervision.answer':
    case 'supervision.lift':
      return subject.supervisions.some(isUnanswered);
    case 'warning.acknowledge':
      return subject.warnings.some((one) => isStanding(one) && one.acknowledgedAt === null);
    case 'warning.lift':
      return subject.warnings.some(isStanding);
    case 'rating.contest':
      return subject.contest === null && (subject.stars !== null || subject.followup?.satisfied === false);
    case 'rating.decide':
      return subject.contest !== null && subject.contest.decidedAt === null;
    case 'extension.decide': {
      const timer = timerOf(subject.timers, 'resolve', subject.id);
      return pendingExtension(subject) !== undefined && timer !== undefined && isRunning(timer);
    }
    default:
      return true;
  }
}

export const draftedOrder = (subject: Case) => subject.orders.find((one) => one.state === 'drafted');

export const pendingExtension = (subject: Case) => subject.extensions.find((one) => one.decidedAt === null);

/** 退回待定: the duty that came back last, while nobody leads the case. */
export const returnedOf = (subject: Case | undefined) => {
  if (!subject || subject.assignments.some(isLeading)) return undefined;
  const last = subject.assignments.at(-1);
  return last?.state === 'returned' ? last : undefined;
};
