import { histogramAt, OPEN_END_MIN, type Histogram } from '#domain/figure/histogram.ts';
import type { Span } from '#domain/figure/stage.ts';

const MINUTE_MS = 60_000;

/** 签收用时分布: by minute, with the limit and the amber step that most of them had. */
export interface Signing extends Histogram {
  limitMs: number | null;
  amberMs: number | null;
}

export const signingOf = (spans: readonly Span[], at: number): Signing => ({
  ...histogramAt(spans, at),
  limitMs: most(spans.map(({ startAt, dueAt }) => dueAt - startAt)),
  amberMs: most(spans.map(({ startAt, amberAt }) => amberAt - startAt)),
});

/** The minute of the histogram in which a run is counted, or undefined where it is not in the picture. */
export const minuteOf = ({ startAt, stoppedAt, fulfilled }: Span): number | undefined =>
  stoppedAt === null || !fulfilled
    ? undefined
    : Math.min(OPEN_END_MIN, Math.floor((stoppedAt - startAt) / MINUTE_MS));

function most(values: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
