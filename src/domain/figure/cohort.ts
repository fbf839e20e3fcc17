import { isLeading } from '../assignment/assignment.ts';
import type { Case } from '../case/case.ts';
import { countsAfter, type Clock, type Timer } from '../timer/timer.ts';

/** One run of a clock with what a figure needs of it; all rates and percentiles are over lists of these. */
export interface Entry {
  caseId: string;
  /** The case, assignment or order whose clock it was. */
  subject: string;
  /** Whose clock it was; null where it was the office's or the community's. */
  departmentId: string | null;
  matterCode: string | null;
  startAt: number;
  /** The deadline as it counts: an outage of the system is nobody's delay. */
  dueAt: number;
  /** When the clock stopped, for whatever reason; null while it runs. */
  stoppedAt: number | null;
  /** True when it was stopped by the act that it waits for, and not because the duty was returned or has gone. */
  fulfilled: boolean;
}

/** Half-open: from ≤ t < to. */
export interface Period {
  from: number;
  to: number;
}

/**
 * The cohort of a clock: every run that started within the period, whatever has become of it since. Rates
 * are computed on cohorts only, because a flow divides today's ends by other days' starts (domain.md §5).
 * A redo starts a run of its own; the earlier leg's run stays.
 */
export function cohortOf(cases: Iterable<Case>, clock: Clock, period: Period): Entry[] {
  const entries: Entry[] = [];
  for (const one of cases) {
    for (const timer of one.timers) {
      if (timer.clock !== clock || timer.startAt < period.from || timer.startAt >= period.to) continue;
      entries.push(entryOf(one, timer));
    }
  }
  return entries;
}

/** What a timer of a case is for a figure. */
export function entryOf(one: Case, timer: Timer): Entry {
  const { subject, startAt, stoppedAt } = timer;
  return {
    ...{ caseId: one.id, subject, startAt, dueAt: countsAfter(timer), stoppedAt },
    departmentId: departmentOf(one, timer),
    matterCode: one.matterCode,
    fulfilled: stoppedAt !== null && isFulfilled(one, timer, stoppedAt),
  };
}

/** The department of the assignment; for the resolve clock the lead who ended that leg or leads now. */
function departmentOf(one: Case, timer: Timer): string | null {
  const own = one.assignments.find((assignment) => assignment.id === timer.subject);
  if (own) return own.departmentId;
  if (timer.clock !== 'resolve') return null;
  const lead = one.assignments.findLast((assignment) =>
    timer.stoppedAt === null
      ? isLeading(assignment)
      : assignment.part === 'lead' && assignment.doneAt === timer.stoppedAt,
  );
  return lead?.departmentId ?? null;
}

function isFulfilled(one: Case, { clock, subject }: Timer, at: number): boolean {
  const assignment = one.assignments.find(({ id }) => id === subject);
  const order = one.orders.find(({ id }) => id === subject);
  switch (clock) {
    case 'sign':
      return assignment?.signedAt === at;
    case 'contact':
      return assignment?.contactedAt === at;
    case 'arrive':
      return assignment?.arrivedAt === at;
    case 'dispatch':
      return one.guidedAt === at || one.assignments.some(({ dispatchedAt }) => dispatchedAt === at);
    case 'approve': {
      // An order that is dropped because the case was resolved was never decided.
      const dropped = one.timers.some((timer) => timer.clock === 'resolve' && timer.stoppedAt === at);
      return order?.issuedAt === at || (order?.declinedAt === at && !dropped);
    }
    case 'ratify':
      return order?.confirmedAt === at;
    case 'supervise':
      return one.supervisions.some(({ id, answeredAt }) => id === subject && answeredAt === at);
    case 'accept':
    case 'resolve':
    case 'suspend':
    case 'confirm':
    case 'feedback':
      // What ended because the case was merged or withdrawn was neither met nor missed.
      return !((one.state === 'merged' || one.state === 'withdrawn') && one.closedAt === at);
  }
}

/** Entries by department; those of the office and the community stand under null. */
export const byDepartment = <E extends Entry>(entries: readonly E[]): Map<string | null, E[]> =>
  Map.groupBy(entries, (entry) => entry.departmentId);

export const byMatter = <E extends Entry>(entries: readonly E[]): Map<string | null, E[]> =>
  Map.groupBy(entries, (entry) => entry.matterCode);
