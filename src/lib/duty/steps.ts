import { isHeld, isLeading, type Assignment } from '#domain/assignment/assignment.ts';
import type { ActName } from '#domain/case/act.ts';
import type { Case } from '#domain/case/case.ts';
import { timerOf, type Clock, type Timer } from '#domain/timer/timer.ts';

/** What an officer does with a duty, in this order. */
const STEPS = ['assignment.sign', 'assignment.contact', 'assignment.arrive', 'case.resolve'] as const;
export type DutyAct = (typeof STEPS)[number];

const CLOCK_OF: Record<DutyAct, Clock> = {
  'assignment.sign': 'sign',
  'assignment.contact': 'contact',
  'assignment.arrive': 'arrive',
  'case.resolve': 'resolve',
};

export interface DutyStep {
  act: DutyAct;
  /** `done` by the server's word only; `unsent` was done here and has no answer yet. */
  state: 'done' | 'unsent' | 'current' | 'ahead';
  doneAt: number | null;
  timer: Timer | undefined;
}

/** When the server recorded a step of this duty, or null. */
function doneAt(act: DutyAct, own: Assignment): number | null {
  switch (act) {
    case 'assignment.sign':
      return own.signedAt;
    case 'assignment.contact':
      return own.contactedAt;
    case 'assignment.arrive':
      return own.arrivedAt;
    case 'case.resolve':
      return own.doneAt;
  }
}

/** An order asks everybody to come; a dispatch leaves it to the department whether somebody has to. */
const isAsked = (act: DutyAct, own: Assignment): boolean =>
  act !== 'assignment.arrive' || own.orderId !== null;

/** The clock of a step: sign, contact and arrive run for the assignment, resolve for the case. */
export const stepTimer = (act: DutyAct, subject: Case, own: Assignment): Timer | undefined =>
  timerOf(subject.timers, CLOCK_OF[act], act === 'case.resolve' ? subject.id : own.id);

/** The steps of one duty as they stand, `unsent` being what this person did and the server has not answered. */
export function stepsOf(subject: Case, own: Assignment, unsent: readonly ActName[]): DutyStep[] {
  let reached = false;
  return STEPS.map((act) => {
    const at = doneAt(act, own);
    const timer = stepTimer(act, subject, own);
    if (at !== null) return { act, state: 'done', doneAt: at, timer };
    if (unsent.includes(act)) return { act, state: 'unsent', doneAt: null, timer };
    const current = !reached && isAsked(act, own);
    reached ||= current;
    return { act, state: current ? 'current' : 'ahead', doneAt: null, timer };
  });
}

/** 办结 is the lead's; a supporting department resolves only where no lead is left. */
export const mayResolve = (subject: Case, own: Assignment): boolean =>
  own.part === 'lead' || !subject.assignments.some((one) => one.id !== own.id && isLeading(one));

/** The duty of a department on a case that it holds now, or undefined. */
export const dutyOf = (subject: Case, departmentId: string | null): Assignment | undefined =>
  subject.assignments.findLast((one) => one.departmentId === departmentId && isHeld(one));
