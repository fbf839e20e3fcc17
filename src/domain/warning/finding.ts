import type { Point } from '../area/point.ts';
import type { Site } from '../site/site.ts';
import { clusterKey, clusterOf, clusterSubsided, groundOf, type Ground } from './cluster.ts';
import { recurrenceOf, recurrenceSubsided } from './recurrence.ts';
import { byMatter, type Finding, type Sighting } from './sighting.ts';
import { streakKey, streakOf, streakSubsided, type Duties } from './streak.ts';
import { inWindow, surgeKey, surgeOf, surgeSubsided, type Stream, type Usual } from './surge.ts';
import type { Thresholds } from './thresholds.ts';
import type { Warning } from './warning.ts';

/** A warning that stands, and where the case is that it stands on. */
export interface Standing extends Point {
  warning: Warning;
  /** When that case was over. */
  closedAt: number | null;
}

/** What the watch has before it, read in one moment. */
export interface View {
  now: number;
  rules: Thresholds;
  sites: readonly Site[];
  fresh: readonly Sighting[];
  /** The fresh ones, and everything of the same matters near to them and to the clusters that stand. */
  near: readonly Sighting[];
  usual: ReadonlyMap<string, Usual>;
  duties: readonly Duties[];
  standing: readonly Standing[];
}

/** The streams in which so much happened within the window that it may be a surge. */
export function busyStreams(fresh: readonly Sighting[], rule: Thresholds['surge'], now: number): Stream[] {
  return [...Map.groupBy(inWindow(fresh, rule, now), surgeKey).values()]
    .filter((seen) => seen.length >= rule.least)
    .flatMap(([one]) => (one ? [{ areaCode: one.areaCode, matterCode: one.matterCode }] : []));
}

/** @param liftedAt when the last warning under a key was lifted: what was known then is not counted again */
export function findingsOf(view: View, liftedAt: (key: string) => number): Finding[] {
  const { now, rules, fresh, near, usual, duties } = view;
  const nearOf = byMatter(near);
  const freshOf = Map.groupBy(fresh, surgeKey);
  const surges = busyStreams(fresh, rules.surge, now).map((stream) => {
    const key = surgeKey(stream);
    const seen = (freshOf.get(key) ?? []).filter((one) => one.knownAt > liftedAt(key));
    return surgeOf(stream, seen, usual.get(key) ?? { cases: 0, days: 0 }, rules.surge, now);
  });
  const recurrences = fresh.map((one) => {
    const found = recurrenceOf(one, nearOf(one.matterCode), rules.recurrence);
    return found && one.knownAt > liftedAt(found.key) ? found : undefined;
  });
  const streaks = duties.map((one) => streakOf(one, rules.streak, now, liftedAt(streakKey(one))));
  return [...surges, ...clustersOf(view, liftedAt), ...recurrences, ...streaks].filter(
    (found) => found !== undefined,
  );
}

/** A case is counted for one cluster only: circles overlap where sites stand close to each other. */
function clustersOf(view: View, liftedAt: (key: string) => number): Finding[] {
  const { now, rules, sites, fresh } = view;
  const nearOf = byMatter(view.near);
  const namedBy = new Map<string, string>();
  for (const { warning } of view.standing)
    if (warning.kind === 'cluster')
      for (const id of warning.evidence?.caseIds ?? []) namedBy.set(id, warning.key);
  const found = new Map<string, Finding>();
  const free = (key: string) => (one: Sighting) =>
    (namedBy.get(one.id) ?? key) === key && one.knownAt > liftedAt(key);
  for (const one of fresh) {
    const ground = groundOf(one, sites, rules.cluster);
    // What is in the circle of a site is one cluster, whichever of its cases shows it.
    if (ground.siteId !== null && found.has(clusterKey(ground.siteId, one.matterCode))) continue;
    const near = nearOf(one.matterCode);
    const first = clusterOf(ground, one.matterCode, near, rules.cluster, now);
    const cluster =
      first && clusterOf(ground, one.matterCode, near.filter(free(first.key)), rules.cluster, now);
    if (!cluster || found.has(cluster.key)) continue;
    found.set(cluster.key, cluster);
    for (const id of cluster.evidence.caseIds) namedBy.set(id, cluster.key);
  }
  return [...found.values()];
}

/** True where what a warning was raised on is over. A grave word is handled with its case and never by the watch. */
export function subsided(view: View, own: Standing): boolean {
  const { now, rules, fresh, near, duties, sites } = view;
  const { warning } = own;
  switch (warning.kind) {
    case 'grave-word':
      return false;
    case 'surge':
      return surgeSubsided(
        fresh.filter((one) => surgeKey(one) === warning.key),
        warning.evidence?.usual ?? 0,
        rules.surge,
        now,
      );
    case 'cluster':
      return clusterSubsided(standingGround(own, sites, rules), warning.reason, near, rules.cluster, now);
    case 'recurrence':
      return recurrenceSubsided(own);
    case 'overdue-streak': {
      const of = duties.find((one) => streakKey(one) === warning.key);
      return of === undefined || streakSubsided(of, now);
    }
  }
}

/** The circle that a cluster was found in: its key names the site, or it lies around the case that showed it. */
function standingGround(own: Standing, sites: readonly Site[], rules: Thresholds): Ground {
  const [, siteId = null] = own.warning.key.split(':');
  const { lat, lon } = own;
  return groundOf({ lat, lon, siteId }, sites, rules.cluster);
}
