import { expect, test } from 'vitest';
import { distanceM } from '#domain/area/point.ts';
import { inDatum } from './tile-layer.ts';
import { pixelsPerMetre, worldOf } from './view.ts';

const MIDDLE = { lat: 22.7, lon: 114.35 };

test('a layer of WGS-84 has everything where it is', () => {
  expect(inDatum(MIDDLE, 'wgs84')).toEqual(MIDDLE);
});

test('at the edge of a district’s wall the shift of its middle is right to a pixel', () => {
  // As fitted into 1233 × 846: about 60 pixels a kilometre.
  const zoom = 13.2;
  const shift = (point: typeof MIDDLE): { x: number; y: number } => {
    const [from, to] = [worldOf(point), worldOf(inDatum(point, 'gcj02'))];
    return { x: (to.x - from.x) * 2 ** zoom, y: (to.y - from.y) * 2 ** zoom };
  };
  const corner = { lat: 22.76, lon: 114.45 };
  expect(distanceM(MIDDLE, corner) * pixelsPerMetre(22.7, zoom)).toBeGreaterThan(600);
  const [middle, there] = [shift(MIDDLE), shift(corner)];
  expect(Math.hypot(middle.x, middle.y)).toBeGreaterThan(20);
  expect(Math.hypot(middle.x - there.x, middle.y - there.y)).toBeLessThan(1);
});
