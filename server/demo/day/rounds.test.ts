import { describe, expect, test } from 'vitest';
import { within } from '#domain/area/area.ts';
import { locate } from '#domain/area/locate.ts';
import { distanceM } from '#domain/area/point.ts';
import { loadBorders } from '#server/area/border.ts';
import { cityOf } from '#server/demo/city/city.ts';
import { placeOn, roundsOf } from './rounds.ts';

const borders = loadBorders();
const rounds = roundsOf(cityOf(), borders);

describe('the rounds of the demonstration', () => {
  test('are those of most volunteers and of nobody else, the same at every start', () => {
    expect(rounds.length).toBeGreaterThan(60);
    expect(rounds.every(({ person }) => person.role === 'volunteer')).toBe(true);
    expect(roundsOf(cityOf(), borders)).toEqual(rounds);
  });

  test('lead through places of the own area', () => {
    const outside = rounds.filter(({ person, stops }) =>
      stops.some((stop) => !person.areas.some((area) => within(locate(borders, stop) ?? '', area))),
    );
    expect(outside).toEqual([]);
  });

  test('are walked: a minute later somebody is a minute’s walk farther, and never elsewhere at once', () => {
    const { stops } = rounds[0]!;
    for (let metres = 0; metres < 20_000; metres += 48) {
      const walked = distanceM(placeOn(stops, metres), placeOn(stops, metres + 48));
      expect(walked).toBeLessThanOrEqual(48.5);
    }
  });

  test('begin and end at the first stop', () => {
    const [south, north] = [
      { lat: 22.7, lon: 114.3 },
      { lat: 22.701, lon: 114.3 },
    ] as const;
    const metres = distanceM(south, north);
    expect(placeOn([south, north], 0)).toEqual(south);
    expect(placeOn([south, north], metres).lat).toBeCloseTo(north.lat, 6);
    expect(placeOn([south, north], 2 * metres).lat).toBeCloseTo(south.lat, 6);
  });

  test('that lead nowhere stay where they are', () => {
    expect(placeOn([{ lat: 22.7, lon: 114.3 }], 500)).toEqual({ lat: 22.7, lon: 114.3 });
  });
});
