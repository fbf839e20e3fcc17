import type { Entry } from './cohort.ts';

/** A duration that has ended, or one of which is known only that it lasts at least so long. */
export interface Observation {
  ms: number;
  ended: boolean;
}

/** A percentile with what it rests on; `n` counts what it was computed from, `leftOut` what it was not. */
export type Quantile =
  | { kind: 'value'; ms: number; n: number; leftOut: number; method: 'nearest-rank' | 'kaplan-meier' }
  /** Kaplan–Meier says that so many have not ended yet: the screen prints 尚未达到. */
  | { kind: 'not-reached'; n: number }
  | { kind: 'too-few'; n: number };

/** No P90 below twenty: there the highest values would decide alone. */
const LEAST_FOR_TAIL = 20;
/** Above this share of open ones the ended ones are the fast ones, and their quantile would flatter. */
const OPEN_SHARE = 0.1;
/** 0.07 × 100 is 7.000000000000001 in floating point; a rank must not slip by that. */
const EPSILON = 1e-9;

/** The value at rank ⌈p·n⌉ of ascending values: one that really occurred. `values` must not be empty. */
export function nearestRank(ascending: readonly number[], p: number): number {
  const rank = Math.max(1, Math.ceil(p * ascending.length - EPSILON));
  const value = ascending[rank - 1];
  if (value === undefined) throw new Error(`no rank ${rank} among ${ascending.length} values`);
  return value;
}

/**
 * The first moment at which the Kaplan–Meier estimate of those still waiting falls to 1 − p, or undefined
 * where it never does (Kaplan & Meier 1958; who leaves at a moment is still counted as waiting at it).
 */
export function kaplanMeier(observations: readonly Observation[], p: number): number | undefined {
  const ordered = observations.toSorted((a, b) => a.ms - b.ms || Number(b.ended) - Number(a.ended));
  let waiting = 1;
  for (const [index, { ms, ended }] of ordered.entries()) {
    if (!ended) continue;
    const atRisk = ordered.length - index;
    waiting *= (atRisk - 1) / atRisk;
    if (waiting <= 1 - p + EPSILON) return ms;
  }
  return undefined;
}

/** The honest percentile of a cohort, p between 0 and 1. Never average two of them: ask again over both cohorts. */
export function quantileOf(observations: readonly Observation[], p: number): Quantile {
  const ended = observations.filter((one) => one.ended);
  const open = observations.length - ended.length;
  const censored = open > observations.length * OPEN_SHARE;
  const n = censored ? observations.length : ended.length;
  if (n === 0 || (p >= 0.9 && n < LEAST_FOR_TAIL)) return { kind: 'too-few', n };
  if (censored) {
    const ms = kaplanMeier(observations, p);
    if (ms === undefined) return { kind: 'not-reached', n };
    return { kind: 'value', ms, n, leftOut: 0, method: 'kaplan-meier' };
  }
  const ascending = ended.map((one) => one.ms).sort((a, b) => a - b);
  return { kind: 'value', ms: nearestRank(ascending, p), n, leftOut: open, method: 'nearest-rank' };
}

/** The cohort as it stood at `at`: what stopped later still ran, what ended unfulfilled lasted at least so long. */
export const observationsAt = (entries: readonly Entry[], at: number): Observation[] =>
  entries
    .filter((entry) => entry.startAt <= at)
    .map(({ startAt, stoppedAt, fulfilled }) =>
      stoppedAt !== null && stoppedAt <= at
        ? { ms: stoppedAt - startAt, ended: fulfilled }
        : { ms: at - startAt, ended: false },
    );
