import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs, SEED } from '../../../tests/support/soak.ts';
import type { Entry } from './cohort.ts';
import { rankingAt } from './ranking.ts';
import { onTimeAt, outcomeAt, wilson } from './rate.ts';

const run = (more: Partial<Entry> = {}): Entry => ({
  ...{ caseId: 'c', subject: 's', departmentId: null, matterCode: null },
  ...{ startAt: 0, dueAt: 100, stoppedAt: null, fulfilled: false },
  ...more,
});
const done = (at: number): Entry => run({ stoppedAt: at, fulfilled: true });
const many = (count: number, one: Entry): Entry[] => Array<Entry>(count).fill(one);

test.each([
  [done(100), 500, 'in-time'],
  [done(101), 500, 'late'],
  [done(50), 49, 'pending'], // It had not ended yet at that moment.
  [done(150), 149, 'overdue'],
  [run(), 100, 'pending'],
  [run(), 101, 'overdue'],
  [run({ stoppedAt: 90 }), 500, 'left'],
  [run({ stoppedAt: 110 }), 500, 'late'], // Giving back after the deadline rescues nothing.
] as const)('%j at %i is %s', (one, at, result) => {
  expect(outcomeAt(one, at)).toBe(result);
});

describe('the on-time rate', () => {
  test('counts what is open and past its deadline, and keeps pending beside it', () => {
    const cohort = [...many(6, done(10)), ...many(2, done(150)), ...many(2, run()), run({ dueAt: 900 })];
    expect(onTimeAt([...cohort, run({ stoppedAt: 5 }), run({ startAt: 501 })], 500)).toEqual({
      ...{ inTime: 6, late: 2, overdue: 2, pending: 1, left: 1, n: 10, rate: 0.6 },
      interval: wilson(6, 10),
      best: 7 / 11,
      worst: 6 / 11,
    });
  });

  test('is not a hundred per cent beside overdue cases', () => {
    expect(onTimeAt([done(10), run()], 500).rate).toBe(0.5);
  });

  test('of nothing decided is no number', () => {
    expect(onTimeAt([run()], 50)).toMatchObject({ rate: null, interval: null, best: 1, worst: 0 });
    expect(onTimeAt([], 50)).toMatchObject({ rate: null, interval: null, best: null, worst: null });
  });

  const arbitrary: fc.Arbitrary<Entry> = fc
    .record({ startAt: fc.nat(50), dueAt: fc.nat(200), end: fc.option(fc.nat(300)), done: fc.boolean() })
    .map(({ startAt, dueAt, end, done }) => {
      const stoppedAt = end === null ? null : startAt + end;
      return run({ startAt, dueAt: startAt + dueAt, stoppedAt, fulfilled: done && stoppedAt !== null });
    });

  test('lies between its worst and its best, inside its interval, and all terms add up', () => {
    const law = fc.property(fc.array(arbitrary, { maxLength: 60 }), fc.nat(400), (cohort, at) => {
      const { inTime, late, overdue, pending, left, n, rate, interval, best, worst } = onTimeAt(cohort, at);
      expect(inTime + late + overdue).toBe(n);
      expect(n + pending + left).toBe(cohort.filter((one) => one.startAt <= at).length);
      if (rate === null || !interval || best === null || worst === null) return;
      expect(rate).toBeGreaterThanOrEqual(worst - 1e-12);
      expect(rate).toBeLessThanOrEqual(best + 1e-12);
      expect(interval.low).toBeLessThanOrEqual(rate + 1e-12);
      expect(interval.high).toBeGreaterThanOrEqual(rate - 1e-12);
    });
    fc.assert(law, { seed: SEED, numRuns: runs(300) });
  });

  test('ends within what was possible before', () => {
    const law = fc.property(
      fc.array(arbitrary, { minLength: 1, maxLength: 40 }),
      fc.nat(300),
      (cohort, at) => {
        const whole = cohort.filter((one) => one.startAt <= at && outcomeAt(one, 10_000) !== 'left');
        const [before, end] = [onTimeAt(whole, at), onTimeAt(whole, 10_000)];
        if (end.rate === null || before.best === null || before.worst === null) return;
        expect(end.rate).toBeLessThanOrEqual(before.best + 1e-12);
        expect(end.rate).toBeGreaterThanOrEqual(before.worst - 1e-12);
      },
    );
    fc.assert(law, { seed: SEED, numRuns: runs(300) });
  });
});

describe('Wilson’s interval', () => {
  test.each([
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [5, 10, 0.2366, 0.7634],
    [81, 263, 0.2553, 0.3662], // The example of Newcombe (1998), method 3.
  ])('%i of %i lies between %d and %d', (hits, n, low, high) => {
    const interval = wilson(hits, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });
});

describe('a ranking', () => {
  const groups = new Map([
    ['good', [...many(95, done(10)), ...many(5, done(150))]],
    ['better', [...many(39, done(10)), done(150)]],
    ['four-minutes', [done(4)]],
    ['poor', [...many(20, done(10)), ...many(30, done(150))]],
    ['unborn', many(40, run())],
  ]);

  test('places by rate, names those below the minimum beside it, and keeps the interval', () => {
    const { placed, tooFew } = rankingAt(groups, 50);
    expect(placed.map((one) => [one.id, one.rate])).toEqual([
      ['good', 1],
      ['better', 1],
    ]);
    expect(tooFew).toEqual([
      { id: 'poor', n: 20 },
      { id: 'four-minutes', n: 1 },
      { id: 'unborn', n: 0 },
    ]);
    const later = rankingAt(groups, 500);
    expect(later.placed.map((one) => one.id)).toEqual(['better', 'good', 'poor', 'unborn']);
    expect(later.placed[0]?.interval).toEqual(wilson(39, 40));
    expect(later.tooFew).toEqual([{ id: 'four-minutes', n: 1 }]);
  });

  test('one report that was fixed in four minutes never tops it', () => {
    expect(rankingAt(groups, 500).placed.map((one) => one.id)).not.toContain('four-minutes');
  });

  test('begins at thirty decided runs', () => {
    const of = (n: number) => rankingAt(new Map([['x', many(n, done(10))]]), 500);
    expect(of(29)).toMatchObject({ placed: [], tooFew: [{ id: 'x', n: 29 }] });
    expect(of(30)).toMatchObject({ placed: [{ id: 'x', n: 30 }], tooFew: [] });
  });

  test('of equals places the one that rests on more first, and then goes by name', () => {
    const all = (n: number) => many(n, done(10));
    const equal = new Map([
      ...([
        ['b', all(40)],
        ['small', all(30)],
        ['a', all(40)],
        ['large', all(90)],
      ] as const),
      ...([
        ['z', all(2)],
        ['y', all(3)],
        ['x', all(2)],
        ['pending', many(5, run())],
      ] as const),
    ]);
    const { placed, tooFew } = rankingAt(equal, 50);
    expect(placed.map((one) => one.id)).toEqual(['large', 'a', 'b', 'small']);
    expect(tooFew.map((one) => one.id)).toEqual(['y', 'x', 'z', 'pending']);
    const reversed = rankingAt(new Map([...equal].reverse()), 50);
    expect(reversed.placed.map((one) => one.id)).toEqual(['large', 'a', 'b', 'small']);
    expect(reversed.tooFew.map((one) => one.id)).toEqual(['y', 'x', 'z', 'pending']);
  });

  test('never places what has no rate, however low the minimum is', () => {
    const { placed, tooFew } = rankingAt(new Map([['x', many(5, run())]]), 50, 0);
    expect([placed, tooFew]).toEqual([[], [{ id: 'x', n: 0 }]]);
  });

  test('says when the first two cannot be told apart', () => {
    expect(rankingAt(groups, 500).leadersOverlap).toBe(true);
    const apart = new Map([
      ['a', many(200, done(10))],
      ['b', [...many(100, done(10)), ...many(100, done(150))]],
    ]);
    expect(rankingAt(apart, 500).leadersOverlap).toBe(false);
    expect(rankingAt(new Map(), 500)).toEqual({ placed: [], tooFew: [], leadersOverlap: false });
  });
});
