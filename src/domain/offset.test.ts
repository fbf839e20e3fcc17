import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aheadBy, errorOf, refine, type Exchange, type Offset } from './offset.ts';

/** A line to a clock that is `ahead`: `out` and `back` are the two ways of each journey, in milliseconds. */
const asked = (at: number, ahead: number, out: number, back: number): Exchange => ({
  sentAt: at,
  heardAt: at + out + back,
  remote: at + out + ahead,
});
const heard = (at: number, ahead: number, back: number): Exchange => ({
  sentAt: -Infinity,
  heardAt: at + back,
  remote: at + ahead,
});
const after = (exchanges: Exchange[]): Offset => {
  const known = exchanges.reduce<Offset | null>(refine, null);
  if (!known) throw new Error('nothing was exchanged');
  return known;
};

const TEN_MINUTES = 600_000;
const ahead = fc.integer({ min: -TEN_MINUTES, max: TEN_MINUTES });
const delay = fc.double({ min: 0, max: 2_000, noNaN: true });

describe('how far a clock elsewhere is ahead', () => {
  test.each([TEN_MINUTES, -TEN_MINUTES])('is signed: %i ms', (by) => {
    expect(aheadBy(after([asked(1_000, by, 20, 20)]))).toBe(by);
  });

  test('never lies outside of what was measured, however uneven the two ways are', () => {
    const journeys = fc.array(fc.tuple(delay, delay, fc.boolean()), { minLength: 1, maxLength: 40 });
    const property = fc.property(ahead, journeys, (by, all) => {
      const exchanges = all.map(([out, back, ask], n) =>
        ask ? asked(n * 5_000, by, out, back) : heard(n * 5_000, by, back),
      );
      const known = after(exchanges);
      expect(Math.abs(aheadBy(known) - by)).toBeLessThanOrEqual(errorOf(known, known.at) + 1e-6);
      const quickest = Math.min(...all.map(([out, back, ask]) => (ask ? out + back : Infinity)));
      const drift = all.length * 5_000 * 1e-4 + 1;
      expect(errorOf(known, known.at)).toBeLessThanOrEqual(quickest / 2 + drift);
    });
    fc.assert(property, { numRuns: 500, seed: 19 });
  });

  test('stays within its error while the two clocks part by 50 µs a second', () => {
    const property = fc.property(ahead, fc.array(fc.tuple(delay, delay), { minLength: 2 }), (by, all) => {
      const exchanges = all.map(([out, back], n) => {
        const { sentAt, heardAt, remote } = asked(n * 30_000, by, out, back);
        return { sentAt, heardAt, remote: remote + (sentAt + out) * 5e-5 };
      });
      const known = after(exchanges);
      const truth = by + known.at * 5e-5;
      expect(Math.abs(aheadBy(known) - truth)).toBeLessThanOrEqual(errorOf(known, known.at) + 1e-6);
    });
    fc.assert(property, { numRuns: 500, seed: 20 });
  });

  test('is not spoiled by a slow journey after a quick one', () => {
    const quick = [asked(0, 5_000, 1, 1)];
    const slow = [...quick, asked(1_000, 5_000, 3_000, 2), heard(6_000, 5_000, 4_000)];
    expect(Math.abs(aheadBy(after(slow)) - 5_000)).toBeLessThanOrEqual(2);
  });

  test('of a clock that only speaks is what it said, and its error is not known', () => {
    const known = after([heard(0, 5_000, 0)]);
    expect([aheadBy(known), errorOf(known, 0)]).toEqual([5_000, Infinity]);
  });

  test('is the larger of what a clock that only speaks has said: its quickest word', () => {
    const known = after([heard(0, 5_000, 300), heard(1_000, 5_000, 20), heard(2_000, 5_000, 900)]);
    expect(aheadBy(known)).toBeCloseTo(4_980, 0);
  });
});

describe('a clock that is stepped', () => {
  test.each([3_600_000, -1_800_000])('by %i ms is followed with the next exchange', (step) => {
    const known = after([asked(0, 0, 5, 5), asked(10_000, step, 30, 10)]);
    expect(Math.abs(aheadBy(known) - step)).toBeLessThanOrEqual(errorOf(known, known.at));
  });

  test('forwards is followed with its next word, unasked, as when this machine has slept', () => {
    const known = after([asked(0, 0, 5, 5), heard(10_000, 90_000, 5)]);
    expect(aheadBy(known)).toBeCloseTo(89_995, 0);
    expect(errorOf(known, known.at)).toBe(Infinity);
  });

  test('backwards cannot be told from a late word, so only an exchange tells it', () => {
    const late = after([asked(0, 0, 5, 5), heard(10_000, 0, 90_000)]);
    expect(Math.abs(aheadBy(late))).toBeLessThanOrEqual(errorOf(late, late.at));
    expect(aheadBy(refine(late, asked(200_000, -90_000, 5, 5)))).toBe(-90_000);
  });
});

test('what was measured long ago is trusted less', () => {
  const known = after([asked(0, 0, 5, 5)]);
  expect(errorOf(known, 3_600_000)).toBeGreaterThan(errorOf(known, 60_000));
});
