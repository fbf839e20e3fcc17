import { describe, expect, it } from 'vitest';
import type { Arc, Position } from './basemap.ts';
import { decoded, packed } from './line.ts';
import { borderOf, locate } from './locate.ts';
import { levelOfArc, outlineOf } from './outline.ts';

/** Two communities of one street side by side, 0–1 and 1–2 degrees east, and an island of the second. */
const codes = ['440310001001', '440310001002'];
const line = (...positions: Position[]): number[] => packed(positions);
const arcs: Arc[] = [
  { sides: [0, 1], line: line([1, 0], [1, 1]) },
  { sides: [0, -1], line: line([1, 1], [0, 1], [0, 0], [1, 0]) },
  { sides: [1, -1], line: line([1, 1], [2, 1], [2, 0], [1, 0]) },
  { sides: [1, -1], line: line([3, 0], [4, 0], [4, 1], [3, 0]) },
];
const borders = codes.map((code) => borderOf(code, outlineOf(codes, arcs, code)));

describe('a packed line', () => {
  it('comes back as it went in, to 0.00001 degrees', () => {
    const positions: Position[] = [
      [114.3712, 22.7437],
      [114.37121, 22.74369],
      [-65.1, -22.000004],
    ];
    expect(decoded(packed(positions))).toEqual([...positions.slice(0, 2), [-65.1, -22]]);
  });
});

describe('an outline', () => {
  it('joins arcs to closed rings, one for each part', () => {
    const rings = outlineOf(codes, arcs, '440310001002');
    expect(rings).toHaveLength(2);
    for (const ring of rings) expect(ring[0]).toEqual(ring.at(-1));
  });

  it('of the street leaves out the border between its communities', () => {
    const corners = outlineOf(codes, arcs, '440310001').flat().map(String);
    expect(corners).toContain('0,0');
    expect(outlineOf(codes, arcs, '440310001')).toHaveLength(2);
    expect(outlineOf(codes, arcs, '440311')).toEqual([]);
  });

  it('has the level of what it divides', () => {
    expect(arcs.map((arc) => levelOfArc(codes, arc))).toEqual(['community', 'city', 'city', 'city']);
    const other = ['440310001001', '440310002001', '440311001001'];
    expect(levelOfArc(other, { sides: [0, 1], line: [] })).toBe('street');
    expect(levelOfArc(other, { sides: [0, 2], line: [] })).toBe('district');
  });
});

describe('a point', () => {
  it('is in the community around it, on the main land and on the island', () => {
    expect(locate(borders, { lon: 0.5, lat: 0.5 })).toBe(codes[0]);
    expect(locate(borders, { lon: 1.5, lat: 0.5 })).toBe(codes[1]);
    expect(locate(borders, { lon: 3.8, lat: 0.3 })).toBe(codes[1]);
  });

  it('is nowhere between them, beyond them, and in a hole', () => {
    expect(locate(borders, { lon: 2.5, lat: 0.5 })).toBeUndefined();
    expect(locate(borders, { lon: 3.1, lat: 0.9 })).toBeUndefined();
    const square = (from: number, to: number): Position[] => [
      [from, from],
      [to, from],
      [to, to],
      [from, to],
      [from, from],
    ];
    const withHole = [borderOf('440310001001', [square(0, 10), square(4, 6)])];
    expect(locate(withHole, { lon: 5, lat: 5 })).toBeUndefined();
    expect(locate(withHole, { lon: 1, lat: 5 })).toBe('440310001001');
  });
});
