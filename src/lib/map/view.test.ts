import { describe, expect, test } from 'vitest';
import { distanceM } from '#domain/area/point.ts';
import { extentOf, pixelsPerMetre, pointOf, spotOf, viewOf, worldOf } from './view.ts';

const pingshan = { lat: 22.69, lon: 114.35 };

describe('the view of the map', () => {
  test('the projection and its inverse agree', () => {
    const back = pointOf(worldOf(pingshan));
    expect(back.lat).toBeCloseTo(pingshan.lat, 9);
    expect(back.lon).toBeCloseTo(pingshan.lon, 9);
  });

  test('the equator and the prime meridian are the middle of the world', () => {
    expect(worldOf({ lat: 0, lon: 0 })).toEqual({ x: 128, y: 128 });
  });

  test('500 m are as many pixels as two points 500 m apart', () => {
    const east = { lat: 22.69, lon: 114.35 + 500 / (111_320 * Math.cos((22.69 * Math.PI) / 180)) };
    expect(distanceM(pingshan, east)).toBeGreaterThan(495);
    const pixels = (worldOf(east).x - worldOf(pingshan).x) * 2 ** 14;
    expect(500 * pixelsPerMetre(22.69, 14)).toBeCloseTo(pixels, 0);
  });

  test('the top left corner is spot 0 0 and the north-west of the extent', () => {
    const view = viewOf(800, 600, 12, worldOf(pingshan), 10.8);
    expect(spotOf(view, pingshan).x).toBeCloseTo(0, 6);
    const [west, south, east, north] = extentOf(view);
    expect([west, north]).toEqual([expect.closeTo(114.35, 6), expect.closeTo(22.69, 6)]);
    expect(south).toBeLessThan(north);
    expect(east).toBeGreaterThan(west);
  });

  test('a wall of 2160 lines shows the same kinds of things as one of 1080', () => {
    const small = viewOf(1920, 1080, 12, worldOf(pingshan), 10.8);
    const large = viewOf(3840, 2160, 13, worldOf(pingshan), 21.6);
    expect(large.scale).toBeCloseTo(small.scale, 1);
    expect(viewOf(800, 600, 15, worldOf(pingshan), 10.8).near).toBe(1);
    expect(viewOf(800, 600, 10, worldOf(pingshan), 10.8).near).toBe(0);
  });
});
