import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs, SEED } from '../../../tests/support/soak.ts';
import { kaplanMeier, nearestRank, observationsAt, quantileOf, type Observation } from './quantile.ts';

const RUN = { caseId: 'c', subject: 's', departmentId: null, matterCode: null, fulfilled: true };

const ended = (...ms: number[]): Observation[] => ms.map((one) => ({ ms: one, ended: true }));
const open = (...ms: number[]): Observation[] => ms.map((one) => ({ ms: one, ended: false }));
const upTo = (n: number): number[] => Array.from({ length: n }, (_, k) => k + 1);

describe('nearest rank', () => {
  test.each([
    [[15, 20, 35, 40, 50], 0.05, 15],
    [[15, 20, 35, 40, 50], 0.3, 20],
    [[15, 20, 35, 40, 50], 0.4, 20],
    [[15, 20, 35, 40, 50], 0.5, 35],
    [[15, 20, 35, 40, 50], 1, 50],
    [[7], 0.5, 7],
    [upTo(100), 0.07, 7], // 0.07 × 100 is a little more than 7 in floating point.
    [upTo(20), 0.9, 18],
  ])('of %j at %d is %d', (values, p, value) => {
    expect(nearestRank(values, p)).toBe(value);
  });

  test('of nothing is an error and no number', () => {
    expect(() => nearestRank([], 0.5)).toThrow('no rank 1 among 0 values');
  });
});

describe('Kaplan–Meier', () => {
  test('as by hand: 2, 3+, 4, 5+, 6 leave 0.8, 0.53 and 0 waiting', () => {
    const known = [...ended(2, 4, 6), ...open(3, 5)];
    expect([0.2, 0.4, 0.5, 0.9].map((p) => kaplanMeier(known, p))).toEqual([2, 4, 6, 6]);
  });

  test('who leaves at a moment still counts as waiting at it', () => {
    expect(kaplanMeier([...open(5), ...ended(5)], 0.5)).toBe(5);
    expect(kaplanMeier([...open(5), ...ended(5)], 0.6)).toBeUndefined();
  });

  test('is not reached where too many wait longer', () => {
    expect(kaplanMeier([...ended(1, 2), ...open(9, 9, 9)], 0.5)).toBeUndefined();
  });

  const durations = fc.array(fc.nat(500), { minLength: 1, maxLength: 80 });
  const share = fc.integer({ min: 1, max: 99 }).map((percent) => percent / 100);

  test('without open ones is nearest rank', () => {
    const law = fc.property(durations, share, (ms, p) => {
      expect(kaplanMeier(ended(...ms), p)).toBe(
        nearestRank(
          ms.toSorted((a, b) => a - b),
          p,
        ),
      );
    });
    fc.assert(law, { seed: SEED, numRuns: runs(300) });
  });

  test('open ones never make it faster, and waiting longer never makes it slower to say so', () => {
    const law = fc.property(durations, durations, share, (done, waits, p) => {
      const bare = kaplanMeier(ended(...done), p) ?? Infinity;
      const whole = kaplanMeier([...ended(...done), ...open(...waits)], p) ?? Infinity;
      const naive = kaplanMeier([...ended(...done), ...open(...waits.map((ms) => ms + 1000))], p) ?? Infinity;
      expect(whole).toBeGreaterThanOrEqual(bare);
      expect(naive).toBeGreaterThanOrEqual(whole);
    });
    fc.assert(law, { seed: SEED, numRuns: runs(300) });
  });
});

describe('the percentile of a cohort', () => {
  test('is nearest rank while at most a tenth is open, and says how many were left out', () => {
    expect(quantileOf([...ended(...upTo(18)), ...open(1, 1)], 0.5)).toEqual({
      ...{ kind: 'value', ms: 9, n: 18, leftOut: 2, method: 'nearest-rank' },
    });
  });

  test('is Kaplan–Meier above that, over all of them', () => {
    expect(quantileOf([...ended(...upTo(17)), ...open(20, 20, 20)], 0.5)).toEqual({
      ...{ kind: 'value', ms: 10, n: 20, leftOut: 0, method: 'kaplan-meier' },
    });
  });

  test('is not reached where more than half still wait', () => {
    expect(quantileOf([...ended(...upTo(9)), ...open(...Array<number>(11).fill(30))], 0.5)).toEqual({
      ...{ kind: 'not-reached', n: 20 },
    });
  });

  test('does not depend on the order in which the cases come', () => {
    const shuffled = ended(9, 100, 20, 1, 11, 3, 2);
    expect([0.25, 0.5, 0.75].map((p) => quantileOf(shuffled, p))).toMatchObject([
      { ms: 2 },
      { ms: 9 },
      { ms: 20 },
    ]);
  });

  test('has no P90 below twenty, and nothing of nothing', () => {
    expect(quantileOf(ended(...upTo(19)), 0.9)).toEqual({ kind: 'too-few', n: 19 });
    expect(quantileOf(ended(...upTo(20)), 0.9)).toMatchObject({ kind: 'value', ms: 18, n: 20 });
    expect(quantileOf(ended(...upTo(19)), 0.5)).toMatchObject({ kind: 'value', ms: 10 });
    expect(quantileOf([], 0.5)).toEqual({ kind: 'too-few', n: 0 });
  });
});

test('a cohort is seen as it stood at the moment that is asked about', () => {
  const run = { ...RUN, startAt: 100, dueAt: 200, stoppedAt: 150 };
  expect(observationsAt([run], 160)).toEqual([{ ms: 50, ended: true }]);
  expect(observationsAt([run], 149)).toEqual([{ ms: 49, ended: false }]);
  expect(observationsAt([run], 150)).toEqual([{ ms: 50, ended: true }]);
  expect(observationsAt([run], 100)).toEqual([{ ms: 0, ended: false }]);
  expect(observationsAt([run], 99)).toEqual([]);
  expect(observationsAt([{ ...run, fulfilled: false }], 900)).toEqual([{ ms: 50, ended: false }]);
  expect(observationsAt([{ ...run, stoppedAt: null, fulfilled: false }], 130)).toEqual([
    { ms: 30, ended: false },
  ]);
});
