import { describe, expect, it } from 'vitest';
import { DEFAULT_SETUP, isNight, tableauOf, stepsOf } from './scene.ts';

describe('the playlist of a wall', () => {
  it('shows each street for as long as the streets are given', () => {
    const playlist = [
      { scene: 'overview' as const, seconds: 60 },
      { scene: 'streets' as const, seconds: 15 },
      { scene: 'orders' as const, seconds: 30 },
    ];
    expect(stepsOf({ playlist }, ['440310001', '440310002'])).toEqual([
      { tableau: tableauOf('overview'), seconds: 60 },
      { tableau: tableauOf('overview', '440310001'), seconds: 15 },
      { tableau: tableauOf('overview', '440310002'), seconds: 15 },
      { tableau: tableauOf('orders'), seconds: 30 },
    ]);
  });

  it('is the overview where it names nothing but streets and there are none', () => {
    const steps = stepsOf({ playlist: [{ scene: 'streets', seconds: 15 }] }, []);
    expect(steps.map(({ tableau }) => tableau)).toEqual([tableauOf('overview')]);
  });

  it('of a wall that nobody has set up is the overview, without a sound', () => {
    expect(stepsOf(DEFAULT_SETUP, ['440310001'])).toHaveLength(1);
    expect(DEFAULT_SETUP.sound).toBe(false);
  });
});

describe('night', () => {
  const night = { fromMin: 22 * 60, untilMin: 6 * 60 };

  it.each([
    [21 * 60 + 59, false],
    [22 * 60, true],
    [0, true],
    [5 * 60 + 59, true],
    [6 * 60, false],
    [12 * 60, false],
  ])('past midnight, at minute %i: %s', (minute, dark) => {
    expect(isNight({ night }, minute)).toBe(dark);
  });

  it('within one day lasts from its beginning to its end', () => {
    const early = { fromMin: 60, untilMin: 300 };
    expect([0, 60, 299, 300].map((minute) => isNight({ night: early }, minute))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('is never where it is switched off', () => {
    expect(isNight({ night: null }, 0)).toBe(false);
  });
});
