import Supercluster from 'supercluster';
import type { Mark } from './mark.ts';
import type { Box, Spot } from './view.ts';

/** Calm cases that stand together, or one by itself (`count` 1 and its `caseId`). */
export interface Cluster {
  lat: number;
  lon: number;
  count: number;
  caseId: string | null;
  /** The communities of its cases, the one with most first. */
  areaCodes: string[];
}

interface Tally {
  areas: Record<string, number>;
}

/**
 * Clusters of calm marks that are at least about `radiusPx` apart at `zoom` (fractions are kept). One level is
 * built, for the zoom asked for: a wall stays at one zoom for hours while its cases change.
 */
export function clustersOf(marks: readonly Mark[], zoom: number, radiusPx: number): Cluster[] {
  const level = Math.floor(zoom);
  const index = new Supercluster<Mark, Tally>({
    extent: 256,
    radius: radiusPx / 2 ** (zoom - level),
    minZoom: level,
    maxZoom: level,
    minPoints: 2,
    map: ({ areaCode }) => ({ areas: { [areaCode]: 1 } }),
    reduce: (sum, { areas }) => {
      // The accumulated object may be the one of a single point: it is replaced, never changed.
      const merged = { ...sum.areas };
      for (const [code, n] of Object.entries(areas)) merged[code] = (merged[code] ?? 0) + n;
      sum.areas = merged;
    },
  });
  index.load(
    marks.map((mark) => ({
      type: 'Feature',
      properties: mark,
      geometry: { type: 'Point', coordinates: [mark.lon, mark.lat] },
    })),
  );
  return index.getClusters([-180, -85, 180, 85], level).map(({ properties, geometry }): Cluster => {
    const [lon = 0, lat = 0] = geometry.coordinates;
    if (!('cluster' in properties)) {
      return { lat, lon, count: 1, caseId: properties.caseId, areaCodes: [properties.areaCode] };
    }
    const ranked = Object.entries(properties.areas).sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
    return { lat, lon, count: properties.point_count, caseId: null, areaCodes: ranked.map(([code]) => code) };
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
