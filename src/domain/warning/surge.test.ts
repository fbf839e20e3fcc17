import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, NOW, RULES, seen } from '../../../tests/support/sightings.ts';
import { poissonTail, surgeKey, surgeOf, surgeSubsided } from './surge.ts';

const rule = RULES.surge;
const stream = { areaCode: '440310003005', matterCode: 'municipal.garbage-overflow' };
const cases = (n: number) => Array.from({ length: n }, (_, k) => seen(`case-${k}`, (n - k) * MINUTE));
const surge = (n: number, usual: { cases: number; days: number }) =>
  surgeOf(stream, cases(n), usual, rule, NOW);

describe('the chance of so many where so many are expected', () => {
  /** By hand from the tables of the Poisson distribution: 1 − the sum of e^−m m^k / k! below the count. */
  test.each([
    [1, 0.5, 0.39346934],
    [2, 0.5, 0.09020401],
    [3, 0.5, 0.01438768],
    [3, 1, 0.0803014],
    [5, 1, 0.00365985],
    [10, 4, 0.00813224],
    [3, 0.1, 0.00015465],
  ])('%i of %f: %f', (count, mean, chance) => {
    expect(poissonTail(count, mean)).toBeCloseTo(chance, 8);
  });

  test('is certain for what is not above the mean', () => {
    expect(poissonTail(3, 3)).toBe(1);
    expect(poissonTail(0, 0.5)).toBe(1);
    expect(poissonTail(2, 2.5)).toBe(1);
  });

  test('is small and not nothing far out, and holds where the mean is large', () => {
    expect(poissonTail(20, 0.1) / 3.7e-39).toBeCloseTo(1, 1);
    // Nine hundred of eight hundred is 3.5 standard deviations above.
    expect(poissonTail(900, 800)).toBeGreaterThan(1e-4);
    expect(poissonTail(900, 800)).toBeLessThan(5e-4);
  });
});

describe('a surge', () => {
  test('is a count that the usual hardly ever reaches, on the case that made it so', () => {
    expect(surge(3, { cases: 7, days: 28 })).toBeUndefined();
    expect(surge(4, { cases: 7, days: 28 })).toEqual({
      caseId: 'case-3',
      kind: 'surge',
      key: 'surge:440310003005:municipal.garbage-overflow',
      reason: 'municipal.garbage-overflow',
      evidence: {
        count: 4,
        usual: 0.25,
        windowMin: 60,
        radiusM: null,
        caseIds: ['case-0', 'case-1', 'case-2', 'case-3'],
      },
    });
  });

  test('is never fewer than the floor, however rare they are', () => {
    expect(surge(2, { cases: 0, days: 28 })).toBeUndefined();
    expect(surge(3, { cases: 0, days: 28 })).toBeDefined();
    expect(surge(0, { cases: 0, days: 28 })).toBeUndefined();
  });

  test('half a case is added to what was: a few quiet days are not much to go by', () => {
    // 0.5 of one day: 3 or more have a chance of 1.4 %, 5 or more one of 0.02 %.
    expect(surge(3, { cases: 0, days: 1 })).toBeUndefined();
    expect(surge(4, { cases: 0, days: 1 })).toBeUndefined();
    expect(surge(5, { cases: 0, days: 1 })).toBeDefined();
    // 0.5 of two days: 3 or more have one of 0.2 %; of three days 0.07 %.
    expect(surge(3, { cases: 0, days: 2 })).toBeUndefined();
    expect(surge(3, { cases: 0, days: 3 })).toBeDefined();
  });

  test('is none before a whole day has passed', () => {
    expect(surge(40, { cases: 0, days: 0 })).toBeUndefined();
  });

  test('has a chance below the threshold, not one that equals it', () => {
    const chance = poissonTail(4, 7.5 / 28);
    const at = (threshold: number) =>
      surgeOf(stream, cases(4), { cases: 7, days: 28 }, { ...rule, chance: threshold }, NOW);
    expect(at(chance)).toBeUndefined();
    expect(at(chance * 1.001)).toBeDefined();
  });

  test('rounds the usual to hundredths', () => {
    expect(surge(9, { cases: 10, days: 28 })?.evidence.usual).toBe(0.36);
  });

  test('counts the last window: after its beginning, to this very instant', () => {
    const edge = [seen('a', HOUR), seen('b', HOUR - 1), seen('c', MINUTE), seen('d', 0), seen('e', -1)];
    const found = surgeOf(stream, edge, { cases: 0, days: 28 }, rule, NOW);
    expect(found?.evidence.caseIds).toEqual(['b', 'c', 'd']);
    expect(found?.caseId).toBe('d');
  });

  test('names the cases in the order in which they came, of two at once always the same one last', () => {
    const two = [seen('z', 0), seen('y', 0), seen('x', MINUTE)];
    for (const order of [two, two.toReversed()]) {
      expect(surgeOf(stream, order, { cases: 0, days: 28 }, rule, NOW)?.evidence.caseIds).toEqual([
        'x',
        'y',
        'z',
      ]);
    }
  });

  test('names at most fifty cases and counts them all', () => {
    const found = surge(59, { cases: 0, days: 28 });
    expect(found?.evidence.count).toBe(59);
    expect(found?.evidence.caseIds).toHaveLength(50);
    expect(found?.evidence.caseIds.at(-1)).toBe('case-58');
  });

  test('has a key for each matter and community', () => {
    expect(surgeKey({ areaCode: '1', matterCode: 'a.b' })).toBe('surge:1:a.b');
  });
});

describe('a surge subsides', () => {
  test('when the window holds a single case, or none', () => {
    expect(surgeSubsided(cases(0), 0, rule, NOW)).toBe(true);
    expect(surgeSubsided(cases(1), 0, rule, NOW)).toBe(true);
    expect(surgeSubsided(cases(2), 0, rule, NOW)).toBe(false);
  });

  test('when no more come than usual', () => {
    expect(surgeSubsided(cases(3), 3, rule, NOW)).toBe(true);
    expect(surgeSubsided(cases(4), 3.9, rule, NOW)).toBe(false);
  });

  test('whatever lies before the window', () => {
    const old = [seen('a', HOUR), seen('b', 2 * HOUR), seen('c', MINUTE)];
    expect(surgeSubsided(old, 0, rule, NOW)).toBe(true);
  });
});
