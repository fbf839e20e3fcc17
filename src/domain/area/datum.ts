import type { Point } from './point.ts';

/**
 * In which geodetic datum a layer gives its positions. Everything of ours is WGS-84; maps published in mainland China are
 * shifted by up to 700 m (GCJ-02), and are converted where they are shown and nowhere else.
 */
export const DATUMS = ['wgs84', 'gcj02'] as const;
export type Datum = (typeof DATUMS)[number];

/** Krasovsky 1940: half its longer axis in metres, and the square of its eccentricity. */
const AXIS = 6_378_245;
const E2 = 0.006_693_421_622_965_943;

/** Where the shift is applied at all: the box that those who publish such maps use. */
const isShifted = ({ lat, lon }: Point): boolean =>
  lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;

const { PI, sin, cos, sqrt, abs } = Math;

/** The three waves that both shifts have in common, in metres. */
const waves = (x: number): number => (20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * (2 / 3);

function shiftNorth(x: number, y: number): number {
  const plane = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x));
  const along = (20 * sin(y * PI) + 40 * sin((y / 3) * PI)) * (2 / 3);
  const far = (160 * sin((y / 12) * PI) + 320 * sin((y * PI) / 30)) * (2 / 3);
  return plane + waves(x) + along + far;
}

function shiftEast(x: number, y: number): number {
  const plane = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x));
  const along = (20 * sin(x * PI) + 40 * sin((x / 3) * PI)) * (2 / 3);
  const far = (150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * (2 / 3);
  return plane + waves(x) + along + far;
}

/** WGS-84 to GCJ-02; outside of China both are the same. */
export function toGcj02(point: Point): Point {
  if (!isShifted(point)) return { lat: point.lat, lon: point.lon };
  const [x, y] = [point.lon - 105, point.lat - 35];
  const latitude = (point.lat * PI) / 180;
  const bulge = 1 - E2 * sin(latitude) ** 2;
  const metresNorth = (AXIS * (1 - E2)) / (bulge * sqrt(bulge));
  const metresEast = (AXIS / sqrt(bulge)) * cos(latitude);
  return {
    lat: point.lat + ((shiftNorth(x, y) / metresNorth) * 180) / PI,
    lon: point.lon + ((shiftEast(x, y) / metresEast) * 180) / PI,
  };
}

/** GCJ-02 to WGS-84, for which there is no formula: the shift is tried until it leads back, to a millimetre. */
export function toWgs84(shifted: Point): Point {
  let guess: Point = { lat: shifted.lat, lon: shifted.lon };
  if (!isShifted(shifted)) return guess;
  for (let i = 0; i < 12; i += 1) {
    const there = toGcj02(guess);
    const [north, east] = [shifted.lat - there.lat, shifted.lon - there.lon];
    if (abs(north) < 1e-9 && abs(east) < 1e-9) break;
    guess = { lat: guess.lat + north, lon: guess.lon + east };
  }
  return guess;
}
