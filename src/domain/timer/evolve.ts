import type { Event } from '../audit/event.ts';
import { pause } from './arm.ts';
import { isRunning, type Clock, type Timer } from './timer.ts';

/** What goes on while a case rests: the end of the rest itself, and what is owed about it. */
const NEVER_REST: readonly Clock[] = ['suspend', 'ratify', 'supervise'];

/** Which timers a fact stops: the clock, and whose. Every clock's stop stands in this one table (domain: "Clocks"). */
function stops(event: Event): (timer: Timer) => boolean {
  const of =
    (subject: string, ...clocks: Clock[]) =>
    (timer: Timer): boolean =>
      timer.subject === subject && clocks.includes(timer.clock);
  const { caseId } = event;
  switch (event.type) {
    case 'case.accepted':
      return of(caseId, 'accept');
    case 'case.rejected':
    case 'case.merged':
    case 'case.withdrawn':
      return () => true;
    case 'case.resumed':
      return of(caseId, 'suspend');
    case 'case.guided':
    case 'case.dispatched':
    case 'case.arbitrated':
      return of(caseId, 'dispatch');
    case 'order.issued':
      return (timer) => of(caseId, 'dispatch')(timer) || of(event.body.orderId, 'approve')(timer);
    case 'order.declined':
      return of(event.body.orderId, 'approve');
    case 'order.confirmed':
      return of(event.body.orderId, 'ratify');
    case 'order.withdrawn': {
      const { orderId, assignmentIds } = event.body;
      return (timer) => timer.subject === orderId || assignmentIds.includes(timer.subject);
    }
    case 'case.excluded':
      return (timer) => event.body.assignmentIds.includes(timer.subject);
    case 'assignment.signed':
      return of(event.body.assignmentId, 'sign');
    case 'assignment.contacted':
      return of(event.body.assignmentId, 'contact');
    case 'assignment.arrived':
      return of(event.body.assignmentId, 'arrive');
    case 'assignment.done':
    case 'assignment.returned':
    case 'assignment.reassigned':
    case 'assignment.restored':
      return of(event.body.assignmentId, 'sign', 'contact', 'arrive');
    case 'case.resolved':
      return ({ clock }) => clock !== 'ratify' && clock !== 'supervise';
    case 'case.confirmed':
      return of(caseId, 'confirm');
    case 'case.redone':
      return of(caseId, 'confirm');
    case 'followup.done':
      return event.body.redo ? of(caseId, 'feedback') : () => true;
    case 'supervision.answered':
    case 'supervision.lifted':
      return of(event.body.supervisionId, 'supervise');
    default:
      return () => false;
  }
}

/**
 * The timers after a fact: some stopped, some fired, some armed. A fresh one takes the place of a running one of
 * the same clock (an extension); one that has stopped stays, so that a redo does not hide an earlier leg's delay.
 */
export function settleTimers(timers: readonly Timer[], event: Event): Timer[] {
  const stopped = stops(event);
  const settled = timers.map((timer) =>
    timer.stoppedAt === null && stopped(timer) ? { ...timer, stoppedAt: event.at } : timer,
  );
  const rested =
    event.type === 'case.suspended'
      ? settled.map((timer) => (NEVER_REST.includes(timer.clock) ? timer : pause(timer, event.at)))
      : settled;
  const fired = rested.map((timer) => fire(timer, event));
  const goesOn = event.type === 'case.unmerged' || event.type === 'assignment.restored';
  // A run that goes on where it was stopped takes its own place again, and no earlier leg's.
  const replaced = (old: Timer): boolean =>
    event.armed.some(
      (fresh) =>
        fresh.clock === old.clock &&
        fresh.subject === old.subject &&
        (isRunning(old) || (goesOn && fresh.startAt === old.startAt && fresh.gen === old.gen + 1)),
    );
  return [...fired.filter((old) => !replaced(old)), ...event.armed];
}

function fire(timer: Timer, event: Event): Timer {
  if (event.type !== 'timer.warned' && event.type !== 'timer.breached' && event.type !== 'timer.escalated') {
    return timer;
  }
  if (!isRunning(timer) || timer.clock !== event.body.clock || timer.subject !== event.body.subject)
    return timer;
  switch (event.type) {
    case 'timer.warned':
      return { ...timer, amberFiredAt: event.at };
    case 'timer.breached':
      return { ...timer, redFiredAt: event.at };
    case 'timer.escalated': {
      const { step } = event.body;
      const escalations = timer.escalations.map((one, n) =>
        n === step ? { ...one, firedAt: event.at } : one,
      );
      return { ...timer, escalations };
    }
  }
}
