import type { Run } from './cohort.ts';
import { resultOf, type Result } from './stage.ts';

/** How a run stood at a moment: the drill-down of every term of the rate. */
export function resultAt(run: Run, at: number): Result {
  const over = run.endedAt !== null && run.endedAt <= at;
  return resultOf(over ? run : { ...run, doneAt: null, endedAt: null }, at);
}

/** A share with its 95 % interval; all between 0 and 1. */
export interface Interval {
  low: number;
  high: number;
}

/** The on-time rate at a moment with all its terms, so that a screen can spell the fraction out. */
export interface OnTime {
  met: number;
  late: number;
  overdue: number;
  pending: number;
  leftOut: number;
  /** What is decided: met + late + overdue. */
  n: number;
  /** met / n; null where nothing is decided yet. */
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
export function onTimeAt(runs: readonly Run[], at: number): OnTime {
  const count: Record<Result, number> = { met: 0, late: 0, overdue: 0, pending: 0, 'left-out': 0 };
  for (const run of runs) if (run.startAt <= at) count[resultAt(run, at)] += 1;
  const { met, late, overdue, pending, 'left-out': leftOut } = count;
  const n = met + late + overdue;
  const all = n + pending;
  return {
    ...{ met, late, overdue, pending, leftOut, n },
    rate: n === 0 ? null : met / n,
    interval: n === 0 ? null : wilson(met, n),
    best: all === 0 ? null : (met + pending) / all,
    worst: all === 0 ? null : met / all,
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
