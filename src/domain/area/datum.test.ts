import fc from 'fast-check';
import gcoord from 'gcoord';
import { expect, test } from 'vitest';
import { toGcj02, toWgs84 } from './datum.ts';
import { distanceM } from './point.ts';

const inChina = fc.record({
  lat: fc.double({ min: 18, max: 53, noNaN: true }),
  lon: fc.double({ min: 74, max: 134, noNaN: true }),
});

test('a place in Shenzhen is shifted by some hundred metres to where others find it too', () => {
  const square = { lat: 22.7088, lon: 114.3466 };
  const shifted = toGcj02(square);
  const [lon, lat] = gcoord.transform([square.lon, square.lat], gcoord.WGS84, gcoord.GCJ02);
  expect(distanceM(shifted, { lat, lon })).toBeLessThan(0.01);
  expect(distanceM(square, shifted)).toBeGreaterThan(300);
  expect(distanceM(square, shifted)).toBeLessThan(700);
});

test('anywhere in China it agrees with the published formula to a centimetre', () => {
  fc.assert(
    fc.property(inChina, (point) => {
      const [lon, lat] = gcoord.transform([point.lon, point.lat], gcoord.WGS84, gcoord.GCJ02);
      expect(distanceM(toGcj02(point), { lat, lon })).toBeLessThan(0.01);
    }),
    { seed: 20210723 },
  );
});

test('there and back is the same place to a millimetre', () => {
  fc.assert(
    fc.property(inChina, (point) => {
      expect(distanceM(toWgs84(toGcj02(point)), point)).toBeLessThan(0.001);
    }),
    { seed: 20210723 },
  );
});

test.each([
  ['London', { lat: 51.5, lon: -0.12 }],
  ['Sydney', { lat: -33.87, lon: 151.21 }],
  ['New York', { lat: 40.71, lon: -74 }],
])('outside of China nothing is shifted: %s', (_name, point) => {
  expect(toGcj02(point)).toEqual(point);
  expect(toWgs84(point)).toEqual(point);
});
