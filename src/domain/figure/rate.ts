import type { Entry } from './cohort.ts';

/** How a run stood at a moment: the drill-down of every term of the rate. */
export type Outcome =
  | 'in-time'
  | 'late'
  /** Open, and past its deadline. */
  | 'overdue'
  /** Open, with time left. */
  | 'pending'
  /** Returned, reassigned or gone before its deadline: nobody's success and nobody's fault. */
  | 'left';

/** A duty that was given away after its deadline was late, so that giving back rescues nothing. */
export function outcomeAt(entry: Entry, at: number): Outcome {
  const { stoppedAt, dueAt, fulfilled } = entry;
  if (stoppedAt === null || stoppedAt > at) return at > dueAt ? 'overdue' : 'pending';
  if (stoppedAt > dueAt) return 'late';
  return fulfilled ? 'in-time' : 'left';
}

/** A share with its 95 % interval; all between 0 and 1. */
export interface Interval {
  low: number;
  high: number;
}

/** The on-time rate at a moment with all its terms, so that a screen can spell the fraction out. */
export interface OnTime {
  inTime: number;
  late: number;
  overdue: number;
  pending: number;
  left: number;
  /** What is decided: inTime + late + overdue. */
  n: number;
  /** inTime / n; null where nothing is decided yet. */
  rate: number | null;
  interval: Interval | null;
  /** The rate when all pending ones will be in time, or none; null where there is nothing at all. */
  best: number | null;
  worst: number | null;
}

/**
 * Closed in time / (closed in time + closed late + open and past the deadline), as domain.md §5 asks: "100 % on
 * time" beside overdue cases is what other dashboards are known for.
 */
export function onTimeAt(entries: readonly Entry[], at: number): OnTime {
  const count: Record<Outcome, number> = { 'in-time': 0, late: 0, overdue: 0, pending: 0, left: 0 };
  for (const entry of entries) if (entry.startAt <= at) count[outcomeAt(entry, at)] += 1;
  const { 'in-time': inTime, late, overdue, pending, left } = count;
  const n = inTime + late + overdue;
  const all = n + pending;
  return {
    ...{ inTime, late, overdue, pending, left, n },
    rate: n === 0 ? null : inTime / n,
    interval: n === 0 ? null : wilson(inTime, n),
    best: all === 0 ? null : (inTime + pending) / all,
    worst: all === 0 ? null : inTime / all,
  };
}

/** The 97.5 % point of the normal distribution. */
const Z = 1.959963984540054;

/** Wilson's score interval of 95 % for `hits` of `n` (Wilson 1927): honest at small n and at 0 % and 100 %. */
export function wilson(hits: number, n: number): Interval {
  const share = hits / n;
  const z2 = Z * Z;
  const centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
