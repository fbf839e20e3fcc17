import polygonClipping, { type MultiPolygon } from 'polygon-clipping';
import type { Position } from '#domain/area/basemap.ts';

export type { MultiPolygon };

/** West, south, east, north of the drawn region: wide enough for every wall's shape around the city. */
export const BOUNDS: [number, number, number, number] = [113.2, 22.1, 115.2, 23.2];

const [WEST, SOUTH, EAST, NORTH] = BOUNDS;

/** The drawn region as a polygon. */
export const REGION: MultiPolygon = [
  [
    [
      [WEST, SOUTH],
      [EAST, SOUTH],
      [EAST, NORTH],
      [WEST, NORTH],
      [WEST, SOUTH],
    ],
  ],
];

const rounded = (degrees: number): number => Math.round(degrees * 100_000) / 100_000;

/** Positions in steps of 0.00001°, so that what is the same border is the same numbers. */
export const onGrid = ([lon, lat]: readonly number[]): Position => [rounded(lon ?? 0), rounded(lat ?? 0)];

/** Every ring of a polygon set on the grid. */
export function gridded(polygons: MultiPolygon): MultiPolygon {
  return polygons.map((polygon) => polygon.map((ring) => ring.map(onGrid)));
}

export function intersected(a: MultiPolygon, b: MultiPolygon): MultiPolygon {
  return gridded(polygonClipping.intersection(a, b));
}

export function united(polygons: MultiPolygon[]): MultiPolygon {
  const [first, ...rest] = polygons;
  return first ? gridded(polygonClipping.union(first, ...rest)) : [];
}

export function subtracted(from: MultiPolygon, parts: MultiPolygon[]): MultiPolygon {
  return gridded(polygonClipping.difference(from, ...parts));
}

/** The part of a ring inside of the drawn region, cut side by side (Sutherland and Hodgman). */
export function cutToBounds(ring: readonly Position[]): Position[] {
  const sides: [axis: 0 | 1, limit: number, sign: 1 | -1][] = [
    [0, WEST, 1],
    [0, EAST, -1],
    [1, SOUTH, 1],
    [1, NORTH, -1],
  ];
  let kept = [...ring];
  for (const [axis, limit, sign] of sides) kept = cutToSide(kept, axis, limit, sign);
  return kept;
}

function cutToSide(ring: Position[], axis: 0 | 1, limit: number, sign: 1 | -1): Position[] {
  const depth = (position: Position): number => sign * (position[axis] - limit);
  return ring.flatMap((position, i) => {
    const before = ring[(i + ring.length - 1) % ring.length] ?? position;
    const [from, to] = [depth(before), depth(position)];
    const cut = from / (from - to);
    const at: Position = [
      before[0] + (position[0] - before[0]) * cut,
      before[1] + (position[1] - before[1]) * cut,
    ];
    if (from < 0 !== to < 0) return to < 0 ? [at] : [at, position];
    return to < 0 ? [] : [position];
  });
}

/** Twice the signed area of a ring, in square degrees; only comparisons are made with it. */
export function areaOf(ring: readonly (readonly number[])[]): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i++) {
    const [x1 = 0, y1 = 0] = ring[i] ?? [];
    const [x2 = 0, y2 = 0] = ring[(i + 1) % ring.length] ?? [];
    sum += x1 * y2 - x2 * y1;
  }
  return sum;
}
