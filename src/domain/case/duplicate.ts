import { distanceM, type Point } from '../area/point.ts';
import type { Field } from '../matter/matter.ts';
import { DAY_MS } from '../timer/calendar.ts';
import type { Policy } from '../timer/policy.ts';
import { isOpen, type Case } from './case.ts';

/** 疑似重复: a case of the same matter so near that both may be about one thing. */
export interface Duplicate {
  subject: Case;
  /** Metres between the two. */
  distanceM: number;
}

/** What is being reported, or looked at: where, of which matter, and which case it is itself, if any. */
export interface Reported extends Point {
  matterCode: string;
  caseId: string | null;
}

/**
 * Which of these cases may be the same thing, the newest first: of the same matter, within the radius, open or over for
 * no longer than the policy says. One that was merged is counted as the case that it is part of; one that was turned
 * away or taken back is no duplicate. Finding one is a hint to a person, never an act.
 */
export function duplicatesOf(
  { caseId, matterCode, ...point }: Reported,
  cases: readonly Case[],
  { radiusM, withinDays }: Policy['duplicates'],
  now: number,
): Duplicate[] {
  return cases
    .filter((one) => one.id !== caseId && one.matterCode === matterCode)
    .filter((one) => !['merged', 'rejected', 'withdrawn'].includes(one.state))
    .filter((one) => isOpen(one) || (one.closedAt ?? 0) > now - withinDays * DAY_MS)
    .map((subject) => ({ subject, distanceM: Math.round(distanceM(point, subject.place)) }))
    .filter((one) => one.distanceM <= radiusM)
    .sort((a, b) => b.subject.discoveredAt - a.subject.discoveredAt);
}

/** Fields whose complaints are about a place. That a neighbour asked for help, or is in a dispute, is nobody's business. */
const OF_PLACES: readonly string[] = [
  'food',
  'environment',
  'municipal',
  'market',
  'traffic',
] satisfies Field[];

/** True where a stranger may learn that the case exists (domain: "Protecting the resident"). */
export const isPublic = ({ mode, kind, matterCode }: Pick<Case, 'mode' | 'kind' | 'matterCode'>): boolean =>
  mode !== 'confidential' &&
  (kind === 'complaint' || kind === 'report') &&
  OF_PLACES.includes(matterCode?.split('.')[0] ?? '');
