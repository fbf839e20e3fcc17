import { Delaunay } from 'd3-delaunay';
import type { Position } from '#domain/area/basemap.ts';
import { BOUNDS, intersected, type MultiPolygon } from './geometry.ts';

/** A degree of longitude is this much of a degree of latitude here: distances are compared in those. */
export const LON_SCALE = Math.cos((22.6 * Math.PI) / 180);

export interface Seed {
  code: string;
  at: Position;
}

/** A code with the ground that is nearer to its seeds than to any other's, within `ground`. */
export interface Cell {
  code: string;
  polygons: MultiPolygon;
}

/** The Voronoi cells of the seeds, clipped to `ground`; several seeds of one code give several cells. */
export function cellsOf(seeds: readonly Seed[], ground: MultiPolygon): Cell[] {
  const [west, south, east, north] = BOUNDS;
  const points = seeds.map(({ at: [lon, lat] }): [number, number] => [lon * LON_SCALE, lat]);
  const voronoi = Delaunay.from(points).voronoi([west * LON_SCALE, south, east * LON_SCALE, north]);
  return seeds.map(({ code }, at) => {
    const ring = (voronoi.cellPolygon(at) ?? []).map(([x, lat]): Position => [x / LON_SCALE, lat]);
    if (ring.length === 0) throw new Error(`${code} stands on another seed`);
    return { code, polygons: intersected([[ring]], ground) };
  });
}
