import { DAY_MS } from '../timer/calendar.ts';
import { around, idsOf, type Finding, type Sighting } from './sighting.ts';
import type { Thresholds } from './thresholds.ts';

/** The cases of the same matter at the same place that were resolved before this one was reported, the latest last. */
function resolvedBefore(
  fresh: Sighting,
  seen: readonly Sighting[],
  { radiusM, withinDays }: { radiusM: number; withinDays: number },
): Sighting[] {
  if (fresh.merged) return [];
  const ago = ({ resolvedAt }: Sighting): number =>
    resolvedAt === null ? Number.NaN : fresh.discoveredAt - resolvedAt;
  return around(seen, fresh.matterCode, fresh, radiusM)
    .filter((one) => !one.merged && ago(one) > 0 && ago(one) <= withinDays * DAY_MS)
    .sort((a, b) => ago(b) - ago(a) || (a.id < b.id ? -1 : 1));
}

/**
 * 反复发生: the same matter at the same place again after it was resolved. It is about the place: it stands on the
 * fresh case while somebody still has to do something about that, and its key is the case that comes again.
 */
export function recurrenceOf(
  fresh: Sighting,
  seen: readonly Sighting[],
  rule: Thresholds['recurrence'],
): Finding | undefined {
  const earlier = resolvedBefore(fresh, seen, rule);
  const latest = earlier.at(-1);
  if (!latest || earlier.length < rule.least || fresh.closedAt !== null) return undefined;
  return {
    caseId: fresh.id,
    kind: 'recurrence',
    key: `recurrence:${latest.id}`,
    reason: fresh.matterCode,
    evidence: {
      count: earlier.length + 1,
      usual: null,
      windowMin: (rule.withinDays * DAY_MS) / 60_000,
      radiusM: rule.radiusM,
      caseIds: idsOf([...earlier, fresh]),
    },
  };
}

/** Over with the case that it stands on: from then on it is one of the earlier ones. */
export const recurrenceSubsided = ({ closedAt }: Pick<Sighting, 'closedAt'>): boolean => closedAt !== null;

/** 虚假办结疑点: the resolution that a fresh report speaks against, the latest one there, or none. */
export function doubtedBy(
  fresh: Sighting,
  seen: readonly Sighting[],
  rule: Thresholds['doubt'],
): Sighting | undefined {
  const latest = resolvedBefore(fresh, seen, rule).at(-1);
  return latest?.doubted === false ? latest : undefined;
}
