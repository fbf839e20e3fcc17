import Supercluster from 'supercluster';
import type { PackedMarks } from './packed-marks.ts';
import type { Box, Spot } from './view.ts';

/** Calm cases that stand together, or one by itself (`count` 1 and its index among the marks). */
export interface Cluster {
  lat: number;
  lon: number;
  count: number;
  /** Where the only one stands in the list of marks; null for more. */
  only: number | null;
  /** The communities of its cases, the one with most first. */
  areaCodes: string[];
}

/** Which marks to cluster, and how far apart the clusters are to be. */
export interface ClusterQuestion {
  marks: PackedMarks;
  zoom: number;
  radiusPx: number;
}

interface Tally {
  areas: Map<number, number>;
}

/**
 * Clusters of calm marks that are at least about `radiusPx` apart at `zoom` (fractions are kept). One level is
 * built, for the zoom asked for: a wall stays at one zoom for hours while its cases change.
 */
export function clustersOf({ marks, zoom, radiusPx }: ClusterQuestion): Cluster[] {
  const { places, areas, codes } = marks;
  const level = Math.floor(zoom);
  const index = new Supercluster<{ at: number }, Tally>({
    extent: 256,
    radius: radiusPx / 2 ** (zoom - level),
    minZoom: level,
    maxZoom: level,
    minPoints: 2,
    map: ({ at }) => ({ areas: new Map([[areas[at] ?? 0, 1]]) }),
    reduce: (sum, one) => {
      // The accumulated tally may be the one of a single point: it is replaced, never changed.
      const merged = new Map(sum.areas);
      for (const [area, n] of one.areas) merged.set(area, (merged.get(area) ?? 0) + n);
      sum.areas = merged;
    },
  });
  index.load(
    Array.from(areas, (_area, at) => ({
      type: 'Feature',
      properties: { at },
      geometry: { type: 'Point', coordinates: [places[2 * at] ?? 0, places[2 * at + 1] ?? 0] },
    })),
  );
  const code = (area: number): string => codes[area] ?? '';
  return index.getClusters([-180, -85, 180, 85], level).map(({ properties, geometry }): Cluster => {
    const [lon = 0, lat = 0] = geometry.coordinates;
    if (!('cluster' in properties)) {
      return { lat, lon, count: 1, only: properties.at, areaCodes: [code(areas[properties.at] ?? 0)] };
    }
    const ranked = [...properties.areas]
      .map(([area, n]): [string, number] => [code(area), n])
      .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
    return { lat, lon, count: properties.point_count, only: null, areaCodes: ranked.map(([one]) => one) };
  });
}

/** A cluster grows with the root of what it holds, in units, up to about 150 cases; more are told by the number. */
export const clusterRadius = (count: number): number => Math.min(4.2, 1 + 0.26 * Math.sqrt(count));

/**
 * Where a disc of `radius` at `spot` goes when large marks stand in its way: away from each by what it takes, in all
 * by at most two radii.
 */
export function steppedAside(spot: Spot, radius: number, marks: readonly Box[]): Spot {
  let { x, y } = spot;
  for (const mark of marks) {
    const centre = { x: mark.x + mark.w / 2, y: mark.y + mark.h / 2 };
    const clear = radius + mark.w / 2;
    const distance = Math.hypot(x - centre.x, y - centre.y);
    if (distance >= clear) continue;
    // One that stands exactly on the mark goes down and to the right.
    const [dx, dy] = distance > 0.5 ? [(x - centre.x) / distance, (y - centre.y) / distance] : [0.8, 0.6];
    x = centre.x + dx * clear;
    y = centre.y + dy * clear;
  }
  const moved = Math.hypot(x - spot.x, y - spot.y);
  const limit = Math.min(1, (2 * radius) / (moved || 1));
  return { x: spot.x + (x - spot.x) * limit, y: spot.y + (y - spot.y) * limit };
}
