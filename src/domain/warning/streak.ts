import type { Entry } from '../figure/cohort.ts';
import { outcomeAt } from '../figure/rate.ts';
import type { Clock } from '../timer/timer.ts';
import { idsOf, type Finding } from './sighting.ts';
import type { Thresholds } from './thresholds.ts';

/** The clocks of one kind that one department had to meet. */
export interface Duties {
  departmentId: string;
  clock: Clock;
  entries: readonly Entry[];
}

export const streakKey = ({ departmentId, clock }: Omit<Duties, 'entries'>): string =>
  `overdue-streak:${departmentId}:${clock}`;

/** One clock that is decided: met when it was stopped, or missed from its deadline on, whether or not it still runs. */
interface Decided {
  id: string;
  at: number;
  met: boolean;
}

/** Those that are decided at `now` and after `since`, the latest last; what was given back in time is nobody's. */
function decidedOf({ entries }: Duties, since: number, now: number): Decided[] {
  return entries
    .flatMap((entry): Decided[] => {
      const { caseId: id, stoppedAt, dueAt } = entry;
      const outcome = outcomeAt(entry, now);
      if (outcome === 'in-time') return [{ id, at: stoppedAt ?? now, met: true }];
      return outcome === 'late' || outcome === 'overdue' ? [{ id, at: dueAt, met: false }] : [];
    })
    .filter(({ at }) => at > since)
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/**
 * 连续逾期: the last clocks of a department are all overdue. It is about a department's work, of whoever was on duty.
 *
 * @param since what was decided before is not counted: an earlier warning was about it
 */
export function streakOf(
  duties: Duties,
  rule: Thresholds['streak'],
  now: number,
  since = Number.NEGATIVE_INFINITY,
): Finding | undefined {
  const decided = decidedOf(duties, since, now);
  const missed = decided.slice(decided.findLastIndex(({ met }) => met) + 1);
  const last = missed.at(-1);
  if (!last || missed.length < rule.least) return undefined;
  return {
    caseId: last.id,
    kind: 'overdue-streak',
    key: streakKey(duties),
    reason: duties.departmentId,
    evidence: {
      count: missed.length,
      usual: null,
      windowMin: null,
      radiusM: null,
      caseIds: idsOf([...new Set(missed.map(({ id }) => id))].map((id) => ({ id }))),
    },
  };
}

/** Over with the first one that is met again, or when there is nothing left to judge by. */
export const streakSubsided = (duties: Duties, now: number): boolean =>
  decidedOf(duties, Number.NEGATIVE_INFINITY, now).at(-1)?.met ?? true;
