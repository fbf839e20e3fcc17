import type { Event } from '../audit/event.ts';
import { isRunning, type Clock, type Timer } from './timer.ts';

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
      return () => true;
    case 'case.guided':
    case 'case.dispatched':
      return of(caseId, 'dispatch');
    case 'order.issued':
      return (timer) => of(caseId, 'dispatch')(timer) || of(event.body.orderId, 'approve')(timer);
    case 'order.declined':
      return of(event.body.orderId, 'approve');
    case 'assignment.signed':
      return of(event.body.assignmentId, 'sign');
    case 'assignment.contacted':
      return of(event.body.assignmentId, 'contact');
    case 'assignment.arrived':
      return of(event.body.assignmentId, 'arrive');
    case 'assignment.returned':
    case 'assignment.reassigned':
      return of(event.body.assignmentId, 'sign', 'contact', 'arrive');
    case 'case.resolved':
      return () => true;
    case 'case.confirmed':
    case 'case.redone':
      return of(caseId, 'confirm');
    case 'followup.done':
      return () => true;
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
  const fired = settled.map((timer) => fire(timer, event));
  const replaced = (old: Timer): boolean =>
    isRunning(old) && event.armed.some((fresh) => fresh.clock === old.clock && fresh.subject === old.subject);
  return [...fired.filter((old) => !replaced(old)), ...event.armed];
}

function fire(timer: Timer, event: Event): Timer {
  if (event.type !== 'timer.warned' && event.type !== 'timer.breached') return timer;
  if (!isRunning(timer) || timer.clock !== event.body.clock || timer.subject !== event.body.subject)
    return timer;
  return event.type === 'timer.warned'
    ? { ...timer, amberFiredAt: event.at }
    : { ...timer, redFiredAt: event.at };
}
