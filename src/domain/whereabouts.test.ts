import { describe, expect, test } from 'vitest';
import { coarse, FRESH_MS, nearest, type Whereabouts } from './whereabouts.ts';

const NOW = Date.parse('2021-08-13T22:00:00+08:00');
const PLACE = { lat: 22.7437, lon: 114.3712 };
/** A metre of latitude, in degrees. */
const METRE = 1 / 111_195;

/** Somebody so many metres north of the place, so many milliseconds ago. */
const at = (metres: number, ageMs = 0, name = `${metres}`): Whereabouts => ({
  ...{ name, force: 'grid', lat: PLACE.lat + metres * METRE, lon: PLACE.lon },
  at: NOW - ageMs,
});
const names = (...all: Whereabouts[]): string[] => nearest(all, PLACE, NOW).map(({ name }) => name);

describe('who is on duty near a case', () => {
  test('stands there the nearest first', () => {
    expect(names(at(900), at(20), at(-400))).toEqual(['20', '-400', '900']);
  });

  test('of those equally near, the one heard of last stands first', () => {
    expect(names(at(20, 60_000, 'before'), at(20, 1_000, 'just now'))).toEqual(['just now', 'before']);
  });

  test.each([
    ['at the very place', at(0), true],
    ['2 km away', at(1_999.9), true],
    ['farther than 2 km', at(2_001), false],
    ['heard of just now', at(100), true],
    ['heard of 15 minutes ago', at(100, FRESH_MS), true],
    ['heard of longer ago', at(100, FRESH_MS + 1), false],
  ])('%s', (_what, one, shown) => {
    expect(names(one)).toHaveLength(shown ? 1 : 0);
  });

  test('is five at most', () => {
    const seven = [1, 2, 3, 4, 5, 6, 7].map((n) => at(n));
    expect(names(...seven)).toEqual(['1', '2', '3', '4', '5']);
  });

  test('is told without where: only who, how far to ten metres, and how long ago', () => {
    expect(nearest([at(123.4, 90_000, '周晓岚')], PLACE, NOW)).toEqual([
      { name: '周晓岚', force: 'grid', distanceM: 120, ageMs: 90_000 },
    ]);
  });

  test('is never heard of in the future, whatever two clocks say', () => {
    expect(nearest([at(10, -3_000)], PLACE, NOW)[0]?.ageMs).toBe(0);
  });
});

test.each([
  [
    { lat: 22.743_712_9, lon: 114.371_256_1 },
    { lat: 22.7437, lon: 114.3713 },
  ],
  [
    { lat: -22.743_76, lon: -114.371_24 },
    { lat: -22.7438, lon: -114.3712 },
  ],
  [
    { lat: 22.7437, lon: 114.3713 },
    { lat: 22.7437, lon: 114.3713 },
  ],
])('a position %o is kept as %o', (fine, kept) => {
  expect(coarse(fine)).toEqual(kept);
});
