import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clusterRadius, clustersOf, steppedAside, type Cluster } from './cluster.ts';
import type { Mark } from './mark.ts';
import { packed } from './packed-marks.ts';

const mark = (caseId: string, lat: number, lon: number, areaCode = '440310003005'): Mark => ({
  caseId,
  lat,
  lon,
  areaCode,
  siteId: null,
  look: 'running',
  timer: undefined,
});

const clustered = (marks: Mark[], zoom: number, radiusPx: number): Cluster[] =>
  clustersOf({ marks: packed(marks), zoom, radiusPx });

describe('clusters', () => {
  test('given two cases in one place and one far away, then they are a pair and a single', () => {
    const clusters = clustered(
      [mark('a', 22.7, 114.35), mark('b', 22.7001, 114.35), mark('c', 22.76, 114.4)],
      12,
      40,
    );
    expect(clusters.map((c) => [c.count, c.only]).sort()).toEqual([
      [1, 2],
      [2, null],
    ]);
  });

  test('given cases of two communities, then the one with more is named first', () => {
    const [cluster] = clustered(
      [
        mark('a', 22.7, 114.35, '440310001001'),
        mark('b', 22.7, 114.3501, '440310003005'),
        mark('c', 22.7, 114.3502, '440310003005'),
      ],
      12,
      40,
    );
    expect(cluster?.areaCodes).toEqual(['440310003005', '440310001001']);
  });

  test('given the zoom comes nearer, then a cluster splits', () => {
    const pair = [mark('a', 22.7, 114.35), mark('b', 22.703, 114.35)];
    expect(clustered(pair, 11.5, 40)).toHaveLength(1);
    expect(clustered(pair, 15.5, 40)).toHaveLength(2);
  });

  test('no case is lost or counted twice, whatever the zoom', () => {
    const places = fc.array(
      fc.record({
        lat: fc.double({ min: 22.4, max: 22.9, noNaN: true }),
        lon: fc.double({ min: 113.7, max: 114.6, noNaN: true }),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(places, fc.double({ min: 8, max: 17, noNaN: true }), (points, zoom) => {
        const clusters = clustered(
          points.map((p, i) => mark(String(i), p.lat, p.lon)),
          zoom,
          40,
        );
        expect(clusters.reduce((sum, cluster) => sum + cluster.count, 0)).toBe(points.length);
      }),
      { seed: 20210723 },
    );
  });

  test('a cluster grows with what it holds', () => {
    expect(clusterRadius(22)).toBeGreaterThan(clusterRadius(9));
  });
});

describe('stepping aside', () => {
  const red = { x: 90, y: 90, w: 20, h: 20 };

  test('given nothing in its way, then a cluster stays', () => {
    expect(steppedAside({ x: 10, y: 10 }, 12, [red])).toEqual({ x: 10, y: 10 });
  });

  test('given a mark in its way, then it stands beside the mark', () => {
    const { x, y } = steppedAside({ x: 105, y: 100 }, 12, [red]);
    expect(Math.hypot(x - 100, y - 100)).toBeCloseTo(22);
  });

  test('it never goes further than two radii', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ x: fc.integer({ min: 0, max: 200 }), y: fc.integer({ min: 0, max: 200 }) }), {
          maxLength: 8,
        }),
        (spots) => {
          const marks = spots.map((spot) => ({ ...spot, w: 30, h: 30 }));
          const { x, y } = steppedAside({ x: 100, y: 100 }, 12, marks);
          expect(Math.hypot(x - 100, y - 100)).toBeLessThanOrEqual(24.001);
        },
      ),
      { seed: 20210723 },
    );
  });
});
