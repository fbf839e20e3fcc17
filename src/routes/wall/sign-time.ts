import type { Case } from '#domain/case/case.ts';
import { cohortOf, type Period } from '#domain/figure/cohort.ts';
import { histogramAt, type Histogram } from '#domain/figure/histogram.ts';
import { observationsAt, quantileOf, type Quantile } from '#domain/figure/quantile.ts';
import { onTimeAt, type OnTime } from '#domain/figure/rate.ts';

/** 签收用时: today's cohort of sign clocks, as the wall shows it. */
export interface SignTime {
  histogram: Histogram;
  onTime: OnTime;
  p50: Quantile;
  p90: Quantile;
  /** The limit in minutes where all of them had the same one: only then is it one line in the picture. */
  limitMin: number | null;
}

export function signTimeOf(cases: Iterable<Case>, day: Period, at: number): SignTime {
  const entries = cohortOf(cases, 'sign', day);
  const observations = observationsAt(entries, at);
  const limits = new Set(entries.map(({ startAt, dueAt }) => (dueAt - startAt) / 60_000));
  const [limit] = limits;
  return {
    histogram: histogramAt(entries, at),
    onTime: onTimeAt(entries, at),
    p50: quantileOf(observations, 0.5),
    p90: quantileOf(observations, 0.9),
    limitMin: limits.size === 1 && limit !== undefined ? limit : null,
  };
}
