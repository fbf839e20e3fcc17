import type { Point } from '#domain/area/point.ts';
import type { Site } from '#domain/site/site.ts';
import { DEFAULT_POLICY } from '#domain/timer/default-policy.ts';
import type { Sighting } from '#domain/warning/sighting.ts';
import { EVENING } from './given.ts';

export const RULES = DEFAULT_POLICY.warnings;
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const NOW = EVENING;

/** A place without a site, and a point so many metres north of it. */
const HERE: Point = { lat: 22.7416, lon: 114.3802 };
/** Degrees of latitude to a metre on the sphere that distances are measured on. */
const DEGREES = 360 / (2 * Math.PI * 6_371_008.8);
export const north = (metres: number): Point => ({ lat: HERE.lat + metres * DEGREES, lon: HERE.lon });

/** A case as the watch sees it, known `ago` milliseconds before NOW, so many metres north. */
export const seen = (id: string, ago: number, metres = 0, more: Partial<Sighting> = {}): Sighting => ({
  ...{
    id,
    ...north(metres),
    areaCode: '440310003005',
    matterCode: 'municipal.garbage-overflow',
    siteId: null,
  },
  ...{ discoveredAt: NOW - ago, knownAt: NOW - ago, resolvedAt: null, closedAt: null },
  ...{ merged: false, doubted: false },
  ...more,
});

/** A site at so many metres with a circle of its own size. */
export const siteAt = (metres: number, radiusM = 500, id = 'station'): Site => ({
  ...{ id, ...north(metres), areaCode: '440310003005', name: '工作站', nameEn: 'Station', kind: 'community' },
  ...{ opensAtMin: 540, closesAtMin: 1080 },
  circles: [
    { service: 'legal', radiusM: 3_000 },
    { service: 'appeals', radiusM },
  ],
});
