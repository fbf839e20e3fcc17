import { distanceM, type Point } from '../area/point.ts';
import { dayNumber, dayStart } from '../timer/calendar.ts';

/** Where a service point stands (前哨站): the crowded places that the report names. */
export const SITE_KINDS = [
  'construction',
  'hospital',
  'station',
  'mall',
  'market',
  'park',
  'estate',
  'community',
] as const;
export type SiteKind = (typeof SITE_KINDS)[number];

/** 群众诉求服务圈 · 公共法律服务圈 · 社会心理服务圈. */
export const SERVICES = ['appeals', 'legal', 'counselling'] as const;
export type Service = (typeof SERVICES)[number];

/** The disc around a site that one service covers; 500 m is the default, not a constant. */
export interface Circle {
  service: Service;
  radiusM: number;
}

export interface Site extends Point {
  id: string;
  /** Street or community code. */
  areaCode: string;
  name: string;
  nameEn: string;
  kind: SiteKind;
  /** Minutes after midnight, Asia/Shanghai; 0 and 1440 for a site that never closes. */
  opensAtMin: number;
  closesAtMin: number;
  circles: Circle[];
}

/** True while the site is staffed, by Shanghai's time. */
export function isOpenAt(site: Pick<Site, 'opensAtMin' | 'closesAtMin'>, now: number): boolean {
  const minute = (now - dayStart(dayNumber(now))) / 60_000;
  return minute >= site.opensAtMin && minute < site.closesAtMin;
}

/** The services whose circle around `site` holds `point`. */
export function servicesAt(site: Site, point: Point): Service[] {
  const metres = distanceM(site, point);
  return site.circles.filter((circle) => metres <= circle.radiusM).map((circle) => circle.service);
}

/** The nearest site to `point` with its distance in metres, or undefined where there is none. */
export function nearestSite(
  sites: readonly Site[],
  point: Point,
): { site: Site; metres: number } | undefined {
  let best: { site: Site; metres: number } | undefined;
  for (const site of sites) {
    const metres = distanceM(site, point);
    if (!best || metres < best.metres) best = { site, metres };
  }
  return best;
}
