import { DEGREE_M, distanceM, type Point } from '../area/point.ts';
import type { Evidence, WarningKind } from './warning.ts';

/** What the watch sees of a case: what and where, and nothing of anybody. */
export interface Sighting extends Point {
  id: string;
  /** The community. */
  areaCode: string;
  matterCode: string;
  /** The nearest site whose circle holds the place. */
  siteId: string | null;
  discoveredAt: number;
  /** Since when it is known what it is about: its acceptance, or its report where the matter came with it. */
  knownAt: number;
  resolvedAt: number | null;
  closedAt: number | null;
  /** It is handled with another case. */
  merged: boolean;
  /** Its resolution is in doubt already. */
  doubted: boolean;
}

/** A warning to be raised, and the case that it stands on: the one that made it visible. */
export interface Finding {
  caseId: string;
  kind: WarningKind;
  /** The same thing always has the same key. */
  key: string;
  reason: string;
  evidence: Evidence;
}

/** As many cases as a warning names at most; its count may be higher. */
const NAMED = 50;

/** The ids of the latest of `seen`, the oldest first. */
export const idsOf = (seen: readonly { id: string }[]): string[] => seen.slice(-NAMED).map((one) => one.id);

/** In the order in which they became known; of two at the same instant always the same one first. */
export const inOrder = (seen: readonly Sighting[]): Sighting[] =>
  seen.toSorted((a, b) => a.knownAt - b.knownAt || (a.id < b.id ? -1 : 1));

/** Those of the same matter not farther than `radiusM` from a point. */
export const around = (
  seen: readonly Sighting[],
  matterCode: string,
  point: Point,
  radiusM: number,
): Sighting[] =>
  seen.filter(
    (one) =>
      one.matterCode === matterCode &&
      Math.abs(one.lat - point.lat) * DEGREE_M <= radiusM &&
      distanceM(one, point) <= radiusM,
  );

/** Those of one matter. A finding is about one, and a day of ten thousand cases is not gone through for each of them. */
export function byMatter(seen: readonly Sighting[]): (matterCode: string) => readonly Sighting[] {
  const groups = Map.groupBy(seen, ({ matterCode }) => matterCode);
  return (matterCode) => groups.get(matterCode) ?? [];
}
