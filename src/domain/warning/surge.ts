import { idsOf, inOrder, type Finding, type Sighting } from './sighting.ts';
import type { Thresholds } from './thresholds.ts';

const MINUTE_MS = 60_000;

/** One matter in one community. */
export interface Stream {
  areaCode: string;
  matterCode: string;
}

/** What the same hours of the days before had: `cases` in `days` days. */
export interface Usual {
  cases: number;
  /** 0 where the installation is younger than a day: then nothing is usual yet. */
  days: number;
}

export const surgeKey = ({ areaCode, matterCode }: Stream): string => `surge:${areaCode}:${matterCode}`;

/** Those that became known within the last window. */
export const inWindow = <T extends { knownAt: number }>(
  seen: readonly T[],
  { windowMin }: Thresholds['surge'],
  now: number,
): T[] => seen.filter(({ knownAt }) => knownAt > now - windowMin * MINUTE_MS && knownAt <= now);

/**
 * 诉求激增: more cases of a stream than its usual allows. They are taken for a Poisson process whose rate is estimated
 * from the days before with half a case added (the mean under Jeffreys' prior), so that a community where nothing ever
 * happened is not one where nothing ever can. A surge is a count that such a process reaches with a probability below
 * `chance`, and that is not below `least`. Without a whole day behind it nothing is unusual.
 *
 * @param seen the cases of the stream that count, in any order
 */
export function surgeOf(
  stream: Stream,
  seen: readonly Sighting[],
  usual: Usual,
  rule: Thresholds['surge'],
  now: number,
): Finding | undefined {
  const counted = inOrder(inWindow(seen, rule, now));
  const last = counted.at(-1);
  if (!last || counted.length < rule.least || usual.days === 0) return undefined;
  if (poissonTail(counted.length, (usual.cases + 0.5) / usual.days) >= rule.chance) return undefined;
  return {
    caseId: last.id,
    kind: 'surge',
    key: surgeKey(stream),
    reason: stream.matterCode,
    evidence: {
      count: counted.length,
      usual: Math.round((usual.cases / usual.days) * 100) / 100,
      windowMin: rule.windowMin,
      radiusM: null,
      caseIds: idsOf(counted),
    },
  };
}

/** Over when the last window holds no more than the usual that it was raised on, or a single case. */
export const surgeSubsided = (
  seen: readonly Sighting[],
  usual: number,
  rule: Thresholds['surge'],
  now: number,
): boolean => inWindow(seen, rule, now).length <= Math.max(1, usual);

/** The probability of `count` or more where `mean` are expected; 1 where the count is not above the mean. */
export function poissonTail(count: number, mean: number): number {
  if (count <= mean) return 1;
  // Through the logarithm: e to the power of a busy hour's mean is no number that a computer knows.
  let exponent = -mean;
  for (let n = 1; n <= count; n += 1) exponent += Math.log(mean / n);
  let term = Math.exp(exponent);
  let sum = 0;
  for (let n = count; term > sum * Number.EPSILON; n += 1) {
    sum += term;
    term *= mean / (n + 1);
  }
  return sum;
}
