import { observationsAt, quantileOf, type Quantile } from '#domain/figure/quantile.ts';
import { onTimeAt, type OnTime } from '#domain/figure/rate.ts';
import { clockOf, type Span, type Stage } from '#domain/figure/stage.ts';
import type { Limit } from '#domain/timer/limit.ts';
import type { Clock } from '#domain/timer/timer.ts';

/** What is said of a set of runs of one clock. */
export interface OnTimeFigures extends OnTime {
  /** All that are counted: in time, late, overdue and pending. */
  all: number;
  p50: Quantile;
  p90: Quantile;
}

export function measure(spans: readonly Span[], at: number): OnTimeFigures {
  const onTime = onTimeAt(spans, at);
  // What was taken away before its deadline is in no figure: neither in the rate nor as one who still waits.
  const observations = observationsAt(
    spans.filter(({ result }) => result !== 'left'),
    at,
  );
  return {
    ...onTime,
    all: onTime.n + onTime.pending,
    p50: quantileOf(observations, 0.5),
    p90: quantileOf(observations, 0.9),
  };
}

export interface StageFigures extends OnTimeFigures {
  stage: Stage;
  clock: Clock;
  /** The limits that applied, the most frequent first. */
  limits: LimitShare[];
}

export const stageFigures = (stage: Stage, spans: readonly Span[], at: number): StageFigures => ({
  ...{ stage, clock: clockOf(stage) },
  ...measure(spans, at),
  limits: limitsOf(spans),
});

export interface LimitShare extends Limit {
  count: number;
  /** The shortest that this limit came to, in milliseconds: working days differ from start to start. */
  ms: number;
}

function limitsOf(spans: readonly Span[]): LimitShare[] {
  const shares = new Map<string, LimitShare>();
  for (const { limit, startAt, dueAt } of spans) {
    const key = `${limit.amount} ${limit.unit}`;
    const share = shares.get(key) ?? { ...limit, count: 0, ms: Number.POSITIVE_INFINITY };
    share.count += 1;
    share.ms = Math.min(share.ms, dueAt - startAt);
    shares.set(key, share);
  }
  return [...shares.values()].sort((a, b) => b.count - a.count);
}
