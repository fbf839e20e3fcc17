import type { Position } from './basemap.ts';
import type { Point } from './point.ts';

/** The rings of an area (even-odd) with the box around them. */
export interface AreaBorder {
  code: string;
  rings: Position[][];
  west: number;
  south: number;
  east: number;
  north: number;
}

/** A border out of its rings. */
export function borderOf(code: string, rings: Position[][]): AreaBorder {
  const lons = rings.flat().map(([lon]) => lon);
  const lats = rings.flat().map(([, lat]) => lat);
  return {
    code,
    rings,
    west: Math.min(...lons),
    south: Math.min(...lats),
    east: Math.max(...lons),
    north: Math.max(...lats),
  };
}

/** The code of the community in whose border `point` lies; undefined in the sea and outside of the city. */
export function locate(borders: readonly AreaBorder[], point: Point): string | undefined {
  return borders.find((border) => holds(border, point))?.code;
}

/** True when `point` lies inside of `border`. */
export function holds(border: AreaBorder, { lon, lat }: Point): boolean {
  if (lon < border.west || lon > border.east || lat < border.south || lat > border.north) return false;
  return border.rings.filter((ring) => crossings(ring, lon, lat) % 2 === 1).length % 2 === 1;
}

/** How often a ray from the point to the east crosses the ring. */
function crossings(ring: readonly Position[], lon: number, lat: number): number {
  let count = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [lonA, latA] = ring[i] as Position;
    const [lonB, latB] = ring[i + 1] as Position;
    if (latA > lat !== latB > lat && lon < ((lonB - lonA) * (lat - latA)) / (latB - latA) + lonA) count++;
  }
  return count;
}
