import type { Point } from '../area/point.ts';
import type { Site } from '../site/site.ts';
import { around, idsOf, inOrder, type Finding, type Sighting } from './sighting.ts';
import type { Thresholds } from './thresholds.ts';

const HOUR_MS = 3_600_000;

/** Where a cluster is looked for: the appeals circle of a site, or a circle around the case itself. */
export interface Ground {
  centre: Point;
  radiusM: number;
  siteId: string | null;
}

/** The circle that a case belongs to. */
export function groundOf(
  at: Point & { siteId: string | null },
  sites: readonly Site[],
  rule: Thresholds['cluster'],
): Ground {
  const site = sites.find((one) => one.id === at.siteId);
  const circle = site?.circles.find((one) => one.service === 'appeals');
  return site && circle
    ? { centre: site, radiusM: circle.radiusM, siteId: site.id }
    : { centre: at, radiusM: rule.radiusM, siteId: null };
}

/** @param where the site, or the community of the first case */
export const clusterKey = (where: string, matterCode: string): string => `cluster:${where}:${matterCode}`;

/**
 * 圈内聚集: many cases of one matter inside one circle. Its key names the site, or the community of the first of them,
 * so that the circles around neighbouring cases are one cluster and not many.
 *
 * @param seen the cases that count, of any matter and place
 */
export function clusterOf(
  ground: Ground,
  matterCode: string,
  seen: readonly Sighting[],
  rule: Thresholds['cluster'],
  now: number,
): Finding | undefined {
  const near = inOrder(around(seen, matterCode, ground.centre, ground.radiusM));
  for (const { hours, least } of rule.windows) {
    const counted = near.filter(({ knownAt }) => knownAt > now - hours * HOUR_MS);
    const [first] = counted;
    const last = counted.at(-1);
    if (!first || !last || counted.length < least) continue;
    const { radiusM, siteId } = ground;
    return {
      caseId: last.id,
      kind: 'cluster',
      key: clusterKey(siteId ?? first.areaCode, matterCode),
      reason: matterCode,
      evidence: {
        count: counted.length,
        usual: null,
        windowMin: hours * 60,
        radiusM,
        caseIds: idsOf(counted),
      },
    };
  }
  return undefined;
}

/** Over when every window holds less than half of what makes a cluster in it. */
export function clusterSubsided(
  ground: Ground,
  matterCode: string,
  seen: readonly Sighting[],
  rule: Thresholds['cluster'],
  now: number,
): boolean {
  const near = around(seen, matterCode, ground.centre, ground.radiusM);
  return rule.windows.every(
    ({ hours, least }) => near.filter(({ knownAt }) => knownAt > now - hours * HOUR_MS).length * 2 < least,
  );
}
