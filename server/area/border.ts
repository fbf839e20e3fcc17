import { readFileSync } from 'node:fs';
import { ancestorAt, type AreaLevel } from '#domain/area/area.ts';
import type { Arc, CityMap, DistrictMap } from '#domain/area/basemap.ts';
import { borderOf, type AreaBorder } from '#domain/area/locate.ts';
import { outlineOf } from '#domain/area/outline.ts';

/**
 * The borders of all areas of one level, from the built-in base map. Below the district they are synthetic
 * (示意边界): good for a demonstration, to be replaced by an import where real ones are at hand.
 */
export function loadBorders(level: AreaLevel = 'community'): AreaBorder[] {
  const city = read<CityMap>('city');
  const districts = city.districts.map(({ code }) => read<DistrictMap>(code));
  const inner = level === 'community' ? districts.flatMap(({ arcs }) => arcs) : [];
  const arcs = byArea(city.codes, [...city.arcs, ...inner], level);
  return [...arcs].map(([code, around]) => borderOf(code, outlineOf(city.codes, around, code)));
}

/** The arcs that touch each area: an outline is looked for among its own arcs instead of among all. */
function byArea(codes: readonly string[], arcs: readonly Arc[], level: AreaLevel): Map<string, Arc[]> {
  const touching = new Map<string, Arc[]>(codes.map((code) => [ancestorAt(code, level) ?? code, []]));
  for (const arc of arcs) {
    const areas = arc.sides.map((side) => ancestorAt(codes[side] ?? '', level));
    for (const area of new Set(areas)) touching.get(area ?? '')?.push(arc);
  }
  return touching;
}

function read<T>(name: string): T {
  const file = new URL(`../../static/basemap/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
