import { ancestorAt, type Area } from '#domain/area/area.ts';
import type { Point } from '#domain/area/point.ts';
import type { Site } from '#domain/site/site.ts';
import type { WorldData } from '#server/world.ts';

/** Where a report most likely is: around the site whose code was scanned, or in the district with the most sites. */
export interface Surroundings {
  district: Area | null;
  /** The streets and communities of that district. */
  areas: Area[];
  sites: Site[];
  centre: Point;
}

export function surroundings(world: WorldData, site: Site | undefined): Surroundings {
  const code = site ? ancestorAt(site.areaCode, 'district') : busiest(world.sites);
  const sites = world.sites.filter((one) => code !== undefined && one.areaCode.startsWith(code));
  return {
    district: world.areas.find((one) => one.code === code) ?? null,
    areas: world.areas.filter(
      (one) => code !== undefined && one.code.length > 6 && one.code.startsWith(code),
    ),
    sites,
    centre: site ?? middleOf(sites),
  };
}

/** The point of a site or community that was chosen from the list. */
export function listedPoint(world: WorldData, id: string): Point | null {
  const found = world.sites.find((one) => one.id === id) ?? world.areas.find((one) => one.code === id);
  return found?.lat != null && found.lon != null ? { lat: found.lat, lon: found.lon } : null;
}

function busiest(sites: readonly Site[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { areaCode } of sites) {
    const district = ancestorAt(areaCode, 'district');
    if (district) counts.set(district, (counts.get(district) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** 22.6, 114.1 is the middle of Shenzhen, for a city that has no site yet. */
const middleOf = (sites: readonly Site[]): Point =>
  sites.length === 0
    ? { lat: 22.6, lon: 114.1 }
    : {
        lat: sites.reduce((sum, one) => sum + one.lat, 0) / sites.length,
        lon: sites.reduce((sum, one) => sum + one.lon, 0) / sites.length,
      };
