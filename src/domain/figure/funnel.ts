import type { Case, CaseState, Stamps } from '../case/case.ts';
import type { Period } from './cohort.ts';
import { quantileOf, type Observation, type Quantile } from './quantile.ts';

/** 五个一: the five stamps of a case, in the order of its life. */
export const STAMPS = [
  'discoveredAt',
  'acceptedAt',
  'resolvedAt',
  'confirmedAt',
  'fedBackAt',
] as const satisfies (keyof Stamps)[];
export type Stamp = (typeof STAMPS)[number];

export interface FunnelStep {
  stamp: Stamp;
  /** How many of the cohort have come so far. */
  count: number;
  /** The median time from the stamp before, open ones reckoned with; null for the first. */
  median: Quantile | null;
}

/** The cohort discovered within a period: how far it has come at `at`, and how long each step took. */
export function funnelAt(cases: Iterable<Case>, period: Period, at: number): FunnelStep[] {
  const cohort = [...cases].filter((one) => one.discoveredAt >= period.from && one.discoveredAt < period.to);
  return STAMPS.map((stamp, index) => {
    const before = STAMPS[index - 1];
    return {
      stamp,
      count: cohort.filter((one) => reached(one, stamp, at) !== null).length,
      median: before ? quantileOf(stepsOf(cohort, before, stamp, at), 0.5) : null,
    };
  });
}

/** What was rejected, merged or withdrawn is out of the race: it will come no further, and waits for nothing. */
function stepsOf(cohort: readonly Case[], from: Stamp, to: Stamp, at: number): Observation[] {
  return cohort
    .filter((one) => !LEFT.includes(one.state))
    .flatMap((one): Observation[] => {
      const start = reached(one, from, at);
      if (start === null) return [];
      const end = reached(one, to, at);
      return [end === null ? { ms: at - start, ended: false } : { ms: end - start, ended: true }];
    });
}

const LEFT: readonly CaseState[] = ['rejected', 'merged', 'withdrawn'];

const reached = (one: Case, stamp: Stamp, at: number): number | null => {
  const reachedAt = one[stamp];
  return reachedAt !== null && reachedAt <= at ? reachedAt : null;
};
