import { DEGREE_M, distanceM, type Point } from '../area/point.ts';
import { isOpenAt, type Service, type Site } from '../site/site.ts';

/** Where and when somebody needed help: a case with merged duplicates counts as often as it was reported. */
export interface Demand extends Point {
  areaCode: string;
  at: number;
}

/** Of `n` appeals, how many arose inside the circle of a site that was open at that moment. */
export interface Coverage {
  n: number;
  covered: number;
}

/** True where a circle of `service` around a site that is open at that moment holds the demand. */
export function isCovered(demand: Demand, sites: readonly Site[], service: Service): boolean {
  return sites.some((site) => {
    const circle = site.circles.find((one) => one.service === service);
    if (!circle || Math.abs(site.lat - demand.lat) * DEGREE_M > circle.radiusM) return false;
    return isOpenAt(site, demand.at) && distanceM(site, demand) <= circle.radiusM;
  });
}

export function coverageOf(demand: readonly Demand[], sites: readonly Site[], service: Service): Coverage {
  const covered = demand.filter((one) => isCovered(one, sites, service)).length;
  return { n: demand.length, covered };
}
