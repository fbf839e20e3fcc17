/** A position in WGS-84 degrees; every computation inside the system is in this datum. */
export interface Point {
  lat: number;
  lon: number;
}

/** One degree of latitude in metres, rounded down, so that a box of degrees never leaves out what a circle holds. */
export const DEGREE_M = 110_000;

/** The box of degrees around a circle of `radiusM` metres, for an index to look into; it leaves out nothing of the circle. */
export function boxAround(
  { lat, lon }: Point,
  radiusM: number,
): { south: number; north: number; west: number; east: number } {
  const dLat = radiusM / DEGREE_M;
  const dLon = dLat / Math.cos(radians(lat));
  return { south: lat - dLat, north: lat + dLat, west: lon - dLon, east: lon + dLon };
}

const EARTH_RADIUS_M = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance in metres (haversine; the mean radius of the IUGG, error below 0.5 %). */
export function distanceM(a: Point, b: Point): number {
  const dLat = radians(b.lat - a.lat);
  const dLon = radians(b.lon - a.lon);
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}
