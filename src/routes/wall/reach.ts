import { levelOf, within, type Area } from '#domain/area/area.ts';
import type { Case } from '#domain/case/case.ts';
import { coverageOf, type Coverage, type Demand } from '#domain/circle/coverage.ts';
import type { Site } from '#domain/site/site.ts';

/** Where help was asked for since `from`: every appeal of the day, whatever became of it. */
export function demandOf(cases: Iterable<Case>, from: number): Demand[] {
  const demand: Demand[] = [];
  for (const { discoveredAt, place } of cases) {
    if (discoveredAt < from) continue;
    demand.push({ lat: place.lat, lon: place.lon, areaCode: place.areaCode, at: discoveredAt });
  }
  return demand;
}

export interface AreaCoverage extends Coverage {
  code: string;
}

/** How far the circles of appeals reach in each area one level below `code`, in the order of codes. */
export function streetsOf(
  areas: Iterable<Area>,
  code: string,
  demand: readonly Demand[],
  sites: readonly Site[],
): AreaCoverage[] {
  return streetsIn(areas, code).map((street) => {
    const own = demand.filter((one) => within(one.areaCode, street));
    return { code: street, ...coverageOf(own, sites, 'appeals') };
  });
}

/** The codes of the areas one level below `code`, in their order. */
export const streetsIn = (areas: Iterable<Area>, code: string): string[] =>
  [...areas]
    .filter((area) => area.code !== code && isChild(area.code, code))
    .map((area) => area.code)
    .sort();

const NEXT = { city: 'district', district: 'street', street: 'community', community: null } as const;
function isChild(child: string, parent: string): boolean {
  const level = levelOf(parent);
  return level !== undefined && within(child, parent) && levelOf(child) === NEXT[level];
}

/** The area with the most appeals out of reach, or undefined where every one is in reach. */
export function gapOf(coverage: readonly AreaCoverage[]): AreaCoverage | undefined {
  const missing = ({ n, covered }: Coverage): number => n - covered;
  return [...coverage].sort((a, b) => missing(b) - missing(a)).find((one) => missing(one) > 0);
}
