import type { Case } from '../case/case.ts';
import type { Clock, Timer } from '../timer/timer.ts';
import { holderOf, wasDone } from './stage.ts';

/** One run of a clock: what quantiles, rates and histograms are computed from. A span of stage.ts is one too. */
export interface Run {
  startAt: number;
  dueAt: number;
  /** When what the clock waits for was done; null while it is open, and where it ended without it. */
  doneAt: number | null;
  /** When it stopped, for whatever reason: done, returned, reassigned, or overtaken by the end of the case. */
  endedAt: number | null;
}

/** A run with whose it was, so that a figure can be grouped and drilled down. */
export interface Entry extends Run {
  caseId: string;
  /** The case, assignment or order whose clock it was. */
  subject: string;
  departmentId: string | null;
  matterCode: string | null;
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

function entryOf(one: Case, timer: Timer): Entry {
  const { subject, startAt, dueAt, stoppedAt: endedAt } = timer;
  return {
    ...{ caseId: one.id, subject, startAt, dueAt, endedAt },
    doneAt: endedAt !== null && wasDone(one, timer) ? endedAt : null,
    departmentId: holderOf(one, timer),
    matterCode: one.matterCode,
  };
}

/** Entries by department; those that nobody was given yet stand under null. */
export const byDepartment = (entries: readonly Entry[]): Map<string | null, Entry[]> =>
  Map.groupBy(entries, (entry) => entry.departmentId);

export const byMatter = (entries: readonly Entry[]): Map<string | null, Entry[]> =>
  Map.groupBy(entries, (entry) => entry.matterCode);
