import type { Case } from '../case/case.ts';
import type { Limit } from '../timer/policy.ts';
import type { Clock, Timer } from '../timer/timer.ts';

/** 环节: the clocks that a leader reads, in the order of a case's life. Resolution is read apart by complexity: its limits differ. */
export const STAGES = [
  'accept',
  'approve',
  'sign',
  'contact',
  'arrive',
  'resolve-simple',
  'resolve-complex',
  'feedback',
] as const;
export type Stage = (typeof STAGES)[number];

/** How one run of a clock stands: closed in time, closed late, open past the deadline, open before it, or not counted. */
export const RESULTS = ['met', 'late', 'overdue', 'pending', 'left-out'] as const;
export type Result = (typeof RESULTS)[number];

/** One run of one clock of one case, from its start to its end: the unit that stages, rates and lists count. */
export interface Span {
  stage: Stage;
  caseId: string;
  /** Who held the case, or whom the order named first; null while nobody was given it. */
  departmentId: string | null;
  startAt: number;
  amberAt: number;
  dueAt: number;
  limit: Limit;
  /** When what the clock waits for was done; null while it is open, and where it ended without it. */
  doneAt: number | null;
  /** When it ended: done, returned, reassigned or overtaken by the end of the case. */
  endedAt: number | null;
  result: Result;
}

/** The runs of a case as they stood at `asOf`; later starts are not there, later ends have not happened. */
export function spansOf(subject: Case, asOf: number): Span[] {
  return subject.timers
    .filter((timer) => timer.startAt <= asOf)
    .flatMap((timer) => {
      const stage = stageOf(timer.clock, subject);
      return stage ? [spanOf(subject, timer, stage, asOf)] : [];
    });
}

function stageOf(clock: Clock, subject: Case): Stage | undefined {
  if (clock === 'resolve') return subject.complexity === 'complex' ? 'resolve-complex' : 'resolve-simple';
  return clock === 'dispatch' || clock === 'confirm' ? undefined : clock;
}

function spanOf(subject: Case, timer: Timer, stage: Stage, asOf: number): Span {
  const { startAt, amberAt, dueAt, limit } = timer;
  const endedAt = timer.stoppedAt !== null && timer.stoppedAt <= asOf ? timer.stoppedAt : null;
  const doneAt = endedAt !== null && wasDone(subject, timer) ? endedAt : null;
  return {
    ...{ stage, caseId: subject.id, departmentId: holderOf(subject, timer) },
    ...{ startAt, amberAt, dueAt, limit, doneAt, endedAt },
    result: resultOf({ dueAt, doneAt, endedAt }, asOf),
  };
}

/**
 * A run that ended without being done (returned, reassigned, overtaken) counts as late when that was after its
 * deadline, so that giving back rescues nothing; before it there was no duty any more, and it is left out.
 */
export function resultOf(
  { dueAt, doneAt, endedAt }: Pick<Span, 'dueAt' | 'doneAt' | 'endedAt'>,
  asOf: number,
): Result {
  if (endedAt === null) return asOf > dueAt ? 'overdue' : 'pending';
  if (endedAt > dueAt) return 'late';
  return doneAt === null ? 'left-out' : 'met';
}

/** Whether a stopped timer was stopped by what it waits for; a case's end and a return stop the others with it. */
export function wasDone(subject: Case, timer: Timer): boolean {
  const { clock, stoppedAt } = timer;
  const assignment = subject.assignments.find((one) => one.id === timer.subject);
  const order = subject.orders.find((one) => one.id === timer.subject);
  switch (clock) {
    case 'sign':
      return assignment?.signedAt === stoppedAt;
    case 'contact':
      return assignment?.contactedAt === stoppedAt;
    case 'arrive':
      return assignment?.arrivedAt === stoppedAt;
    case 'approve':
      // An order that the end of the case made needless was decided by nobody.
      return (
        order?.issuedAt === stoppedAt || (order?.declinedAt === stoppedAt && subject.resolvedAt !== stoppedAt)
      );
    default:
      return true;
  }
}

/** An assignment's clock is its department's; an order's is its lead's; the case's own is who leads it, or led it to its end. */
export function holderOf(subject: Case, timer: Timer): string | null {
  const assignment = subject.assignments.find((one) => one.id === timer.subject);
  if (assignment) return assignment.departmentId;
  const order = subject.orders.find((one) => one.id === timer.subject);
  if (order) return order.recipients.find((one) => one.part === 'lead')?.departmentId ?? null;
  const leads = subject.assignments.filter((one) => one.part === 'lead' && one.endedAt === null);
  return leads.at(-1)?.departmentId ?? null;
}

export const clockOf = (stage: Stage): Clock =>
  stage === 'resolve-simple' || stage === 'resolve-complex' ? 'resolve' : stage;
