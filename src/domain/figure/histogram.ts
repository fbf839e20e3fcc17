import type { Entry } from './cohort.ts';

const MINUTE_MS = 60_000;
/** Bins of one minute up to here; the last one is open. */
export const OPEN_END_MIN = 15;

export interface Bin {
  /** Minutes: from ≤ t < to; `toMin` is null for the open end. */
  fromMin: number;
  toMin: number | null;
  count: number;
  /** How many of them came after their own deadline. */
  late: number;
}

export interface Histogram {
  bins: Bin[];
  /** What is not in the picture and has to be said beside it: 未签 18 件, and those that left unsigned. */
  open: number;
  left: number;
}

/** How long the runs of a cohort (signatures, on the wall) took, in bins of one minute. */
export function histogramAt(entries: readonly Entry[], at: number): Histogram {
  const bins = Array.from({ length: OPEN_END_MIN + 1 }, (_, n): Bin => {
    return { fromMin: n, toMin: n === OPEN_END_MIN ? null : n + 1, count: 0, late: 0 };
  });
  let [open, left] = [0, 0];
  for (const { startAt, dueAt, stoppedAt, fulfilled } of entries) {
    if (startAt > at) continue;
    if (stoppedAt === null || stoppedAt > at) open += 1;
    else if (!fulfilled) left += 1;
    else {
      const bin = bins[Math.min(OPEN_END_MIN, Math.floor((stoppedAt - startAt) / MINUTE_MS))];
      if (!bin) throw new Error(`a run that was done ${startAt - stoppedAt} ms before it began`);
      bin.count += 1;
      if (stoppedAt > dueAt) bin.late += 1;
    }
  }
  return { bins, open, left };
}
