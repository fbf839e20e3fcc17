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

describe('a border', () => {
  it('has the box around its rings', () => {
    const rings: Position[][] = [
      [
        [1, 5],
        [3, 4],
        [2, 9],
        [1, 5],
      ],
      [
        [7, 6],
        [8, 6],
        [8, 7],
        [7, 6],
      ],
    ];
    expect(borderOf('x', rings)).toEqual({ code: 'x', rings, west: 1, south: 4, east: 8, north: 9 });
  });

  it('of a slope holds what lies beside it on the one hand and not on the other', () => {
    const slope = [
      borderOf('x', [
        [
          [0, 0],
          [4, 0],
          [4, 2],
          [0, 0],
        ],
      ]),
    ];
    const at = (lon: number, lat: number) => locate(slope, { lon, lat });
    expect([at(2, 0.9), at(3, 1.4), at(1, 0.4)]).toEqual(['x', 'x', 'x']);
    expect([at(2, 1.1), at(3, 1.6), at(1, 0.6), at(-1, 0.5), at(5, 0.5)]).toEqual(Array(5).fill(undefined));
  });

  it('through whose corner a point’s ray goes is crossed there once', () => {
    const diamond = [
      borderOf('x', [
        [
          [0, -1],
          [1, 0],
          [0, 1],
          [-1, 0],
          [0, -1],
        ],
      ]),
    ];
    expect(locate(diamond, { lon: 0, lat: 0 })).toBe('x');
    expect(locate(diamond, { lon: -2, lat: 0 })).toBeUndefined();
  });
});

describe('the rings of an area', () => {
  it('run along the arcs end to end, each corner once', () => {
    expect(outlineOf(codes, arcs, codes[0] ?? '')).toEqual([
      [
        [1, 0],
        [1, 1],
        [0, 1],
        [0, 0],
        [1, 0],
      ],
    ]);
  });

  it('that meet at one corner only are told apart, and an arc that was drawn backwards is turned', () => {
    const quarters: Arc[] = [
      { sides: [0, -1], line: line([0, 0], [1, 0], [1, 1]) },
      { sides: [0, -1], line: line([0, 0], [0, 1], [1, 1]) },
      { sides: [0, -1], line: line([1, 1], [2, 1], [2, 2], [1, 1]) },
    ];
    const rings = outlineOf(codes, quarters, codes[0] ?? '');
    expect(rings.map((ring) => ring.length)).toEqual([5, 4]);
    expect(rings[0]).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
    ]);
  });

  it('do not take positions for one another whose digits run together', () => {
    const near: Arc[] = [
      { sides: [0, -1], line: line([1, 11], [2, 11], [2, 12]) },
      { sides: [0, -1], line: line([2, 12], [1, 12], [1, 11]) },
      { sides: [0, -1], line: line([11, 1], [12, 1], [11, 2], [11, 1]) },
    ];
    expect(outlineOf(codes, near, codes[0] ?? '').map((ring) => ring.length)).toEqual([5, 4]);
  });

  it('of what is open stay open instead of going on for ever', () => {
    const open: Arc[] = [{ sides: [0, -1], line: line([0, 0], [1, 0]) }];
    expect(outlineOf(codes, open, codes[0] ?? '')).toEqual([
      [
        [0, 0],
        [1, 0],
      ],
    ]);
  });

  it('know a border to the outside by whichever side it is', () => {
    expect(levelOfArc(codes, { sides: [-1, 0], line: [] })).toBe('city');
    expect(levelOfArc(codes, { sides: [0, -1], line: [] })).toBe('city');
  });
});
