import { levelOf, within, type Area } from '#domain/area/area.ts';
import type { Position } from '#domain/area/basemap.ts';
import { cellsOf, type Cell, type Seed } from './cell.ts';
import { united, type MultiPolygon } from './geometry.ts';
import { spread } from './seed.ts';

/** The cells of all communities of a district, which fill `ground` without gap or overlap. */
export function communityCells(areas: readonly Area[], district: string, ground: MultiPolygon): Cell[] {
  const here = areas.filter(({ code }) => within(code, district));
  const communities = here.filter(({ code }) => levelOf(code) === 'community');
  const known = communities.flatMap(seedOf);
  if (known.length === communities.length) return merged(cellsOf(known, ground));
  const streets = here.filter(({ code }) => levelOf(code) === 'street');
  const grounds = streetGrounds(streets, known, ground);
  return streets.flatMap((street) => {
    const own = (code: string): boolean => within(code, street.code);
    const placed = known.filter(({ code }) => own(code));
    const unplaced = communities
      .map(({ code }) => code)
      .filter((code) => own(code) && !placed.some((k) => k.code === code));
    const streetGround = grounds.get(street.code) ?? [];
    return merged(cellsOf(spread(unplaced, placed, streetGround, anchorOf(street)), streetGround));
  });
}

/** Each street's ground: what is nearest to its anchor or to a community of it that has a known place. */
function streetGrounds(
  streets: readonly Area[],
  known: readonly Seed[],
  ground: MultiPolygon,
): Map<string, MultiPolygon> {
  const seeds = [
    ...streets.map((street) => ({ code: street.code, at: anchorOf(street) })),
    ...known.map(({ code, at }) => ({ code: code.slice(0, 9), at })),
  ];
  return new Map(merged(cellsOf(seeds, ground)).map(({ code, polygons }) => [code, polygons]));
}

/** One cell a code: a street may have several seeds. */
function merged(cells: readonly Cell[]): Cell[] {
  const byCode = Map.groupBy(cells, ({ code }) => code);
  return [...byCode].map(([code, [first, ...others]]) => {
    if (first && others.length === 0) return first;
    return { code, polygons: united([first, ...others].flatMap((cell) => (cell ? [cell.polygons] : []))) };
  });
}

function seedOf(area: Area): Seed[] {
  return area.lat === null || area.lon === null ? [] : [{ code: area.code, at: [area.lon, area.lat] }];
}

function anchorOf(area: Area): Position {
  if (area.lat === null || area.lon === null) throw new Error(`${area.code} has no anchor`);
  return [area.lon, area.lat];
}
