import { levelOf, within, type Area, type AreaLevel } from '#domain/area/area.ts';
import { ATTRIBUTION, type Arc, type CityMap, type DistrictMap, type Label } from '#domain/area/basemap.ts';
import { packed } from '#domain/area/line.ts';
import { levelOfArc, outlineOf } from '#domain/area/outline.ts';
import { communityCells } from './communities.ts';
import { CONTEXT_LABELS, contextBorders } from './context.ts';
import { BOUNDS, areaOf, type MultiPolygon } from './geometry.ts';
import { labelOf } from './label.ts';
import { metro } from './metro.ts';
import { simplified } from './simplify.ts';
import { districtsOnLand, landOfRegion } from './source.ts';
import { arcsOf } from './topology.ts';

export interface BaseMap {
  city: CityMap;
  districts: DistrictMap[];
}

/** The whole base map, from packages and the city's facts alone; the same at every build. */
export function baseMapOf(areas: readonly Area[]): BaseMap {
  const land = landOfRegion();
  const grounds = districtsOnLand(land);
  const cells = [...grounds].flatMap(([district, ground]) => communityCells(areas, district, ground));
  const codes = cells.map(({ code }) => code).sort();
  const arcs = arcsOf(codes, cells);
  const isShared = (arc: Arc): boolean => levelOfArc(codes, arc) !== 'community';
  const labels = (level: AreaLevel, below: Label[]): Label[] => labelsOf(areas, level, codes, arcs, below);
  const communities = labels('community', []);
  const streets = labels('street', communities);
  return {
    city: {
      attribution: ATTRIBUTION,
      bounds: BOUNDS,
      land: shores(land),
      contextBorders: contextBorders(land, [...grounds.values()].flat()),
      contextLabels: CONTEXT_LABELS,
      codes,
      arcs: arcs.filter(isShared),
      districts: labels('district', streets),
      streets,
      ...metro(),
    },
    districts: [...grounds.keys()].map((code) => ({
      code,
      communities: communities.filter((community) => within(community.code, code)),
      arcs: arcs.filter((arc) => !isShared(arc) && within(codes[arc.sides[0]] ?? '', code)),
    })),
  };
}

/** The names of one level, each away from the names `below` that stand in the same area. */
function labelsOf(
  areas: readonly Area[],
  level: AreaLevel,
  codes: readonly string[],
  arcs: readonly Arc[],
  below: readonly Label[],
): Label[] {
  return areas
    .filter(({ code }) => levelOf(code) === level)
    .map((area) => {
      const others = below.filter(({ code }) => within(code, area.code));
      return labelOf(area, outlineOf(codes, arcs, area.code), others);
    });
}

/** Land as it is drawn: rocks of less than about 0.1 km² left out. */
function shores(land: MultiPolygon): number[][] {
  return land
    .flat()
    .filter((ring) => Math.abs(areaOf(ring)) > 2e-5)
    .map((ring) => packed(simplified(ring, 0.0003)));
}
