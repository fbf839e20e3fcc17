import { isHeld, type Assignment } from '#domain/assignment/assignment.ts';
import type { Case } from '#domain/case/case.ts';
import type { Order } from '#domain/order/order.ts';
import { isRunning, nextTimer, timerOf, type Timer } from '#domain/timer/timer.ts';
import { dutyOf } from './steps.ts';

/** One line of a list: the case, and the clock that says how urgent it is here. */
export interface Item {
  subject: Case;
  timer: Timer | undefined;
}

/** Nearest deadline first, breached ones before all; what has no clock comes last, oldest first. */
export const byTimeLeft = (a: Item, b: Item): number =>
  (a.timer?.dueAt ?? Infinity) - (b.timer?.dueAt ?? Infinity) ||
  a.subject.discoveredAt - b.subject.discoveredAt;

/** The clocks that run for one duty, the case's own resolve clock included. */
const clocksOf = (subject: Case, own: Assignment): Timer[] =>
  subject.timers.filter(
    (timer) => timer.subject === own.id || (timer.clock === 'resolve' && timer.subject === subject.id),
  );

export interface DepartmentInbox {
  toSign: Item[];
  inHand: Item[];
}

/** What waits for a department's signature, and what it has in hand. */
export function departmentInbox(cases: Iterable<Case>, departmentId: string | null): DepartmentInbox {
  const inbox: DepartmentInbox = { toSign: [], inHand: [] };
  for (const subject of cases) {
    const own = subject.state === 'accepted' ? dutyOf(subject, departmentId) : undefined;
    if (!own) continue;
    if (own.signedAt === null) {
      inbox.toSign.push({ subject, timer: timerOf(subject.timers, 'sign', own.id) });
    } else {
      inbox.inHand.push({ subject, timer: nextTimer(clocksOf(subject, own)) });
    }
  }
  return { toSign: inbox.toSign.sort(byTimeLeft), inHand: inbox.inHand.sort(byTimeLeft) };
}

/** The order of a case that awaits approval, or undefined; the domain allows one at a time. */
export const draftOf = (subject: Case): Order | undefined =>
  subject.orders.find((order) => order.state === 'drafted');

export interface CommunityInbox {
  /** 待批发令. */
  toApprove: Item[];
  /** 待受理. */
  toAccept: Item[];
  /** 待处置: accepted, and no department has it. */
  toHandle: Item[];
  /** 在办: departments hold it. */
  inHand: Item[];
  /** 待确认、待反馈: resolved, and the resident is to be asked and told. */
  toClose: Item[];
}

/** What a community has before it, each case once, in the list where its next act lies. */
export function communityInbox(cases: Iterable<Case>): CommunityInbox {
  const inbox: CommunityInbox = { toApprove: [], toAccept: [], toHandle: [], inHand: [], toClose: [] };
  for (const subject of cases) {
    const list = listOf(subject);
    if (!list) continue;
    const draft = list === 'toApprove' ? draftOf(subject) : undefined;
    const timer = draft
      ? timerOf(subject.timers, 'approve', draft.id)
      : nextTimer(subject.timers.filter(isRunning));
    inbox[list].push({ subject, timer });
  }
  for (const list of Object.values(inbox)) list.sort(byTimeLeft);
  return inbox;
}

function listOf(subject: Case): keyof CommunityInbox | undefined {
  switch (subject.state) {
    case 'discovered':
      return 'toAccept';
    case 'accepted':
      if (draftOf(subject)) return 'toApprove';
      return subject.assignments.some(isHeld) ? 'inHand' : 'toHandle';
    case 'resolved':
    case 'confirmed':
      return 'toClose';
    case 'suspended':
      return 'inHand';
    case 'closed':
    case 'rejected':
    case 'merged':
    case 'withdrawn':
      return undefined;
  }
}
