import { and, between, eq, gt, isNull, or } from 'drizzle-orm';
import { boxAround } from '#domain/area/point.ts';
import type { Case } from '#domain/case/case.ts';
import { duplicatesOf, type Duplicate, type Reported } from '#domain/case/duplicate.ts';
import { DAY_MS } from '#domain/timer/calendar.ts';
import { policyAt } from '#domain/timer/policy.ts';
import { caseTable } from '#server/case/table.ts';
import { cityNow } from '#server/clock.ts';
import type { Desk } from '#server/command.ts';

/** Times that a stranger is told are told to the hour. */
const HOUR_MS = 3_600_000;
/** What a person can look through. */
const AT_MOST = 20;

/** A similar case as anybody may see it: what, where and how it stands, and nothing by which it could be looked up. */
export interface PublicDuplicate {
  label: string;
  state: Case['state'];
  discoveredAt: number;
  distanceM: number;
}

/** A similar case as those see it who handle cases of its area. */
export interface KnownDuplicate extends PublicDuplicate {
  caseId: string;
  number: string;
}

/** The cases of the same matter near a point, found by the box of an index around it. */
export async function findDuplicates(desk: Desk, reported: Reported): Promise<Duplicate[]> {
  const now = await cityNow(desk.db);
  const rule = policyAt((await desk.rules()).policies, now).duplicates;
  const { south, north, west, east } = boxAround(reported, rule.radiusM);
  const rows = await desk.db
    .select({ body: caseTable.body })
    .from(caseTable)
    .where(
      and(
        eq(caseTable.matterCode, reported.matterCode),
        between(caseTable.lat, south, north),
        between(caseTable.lon, west, east),
        or(isNull(caseTable.closedAt), gt(caseTable.closedAt, now - rule.withinDays * DAY_MS)),
      ),
    );
  const cases = rows.map((row) => row.body);
  return duplicatesOf(reported, cases, rule, now).slice(0, AT_MOST);
}

/** Rounded to the hour and to ten metres, so that nobody can tell who reported. */
export const publicOf = ({ subject, distanceM }: Duplicate): PublicDuplicate => ({
  label: subject.place.label,
  state: subject.state,
  discoveredAt: Math.floor(subject.discoveredAt / HOUR_MS) * HOUR_MS,
  distanceM: Math.round(distanceM / 10) * 10,
});

export const knownOf = (found: Duplicate): KnownDuplicate => ({
  ...publicOf(found),
  discoveredAt: found.subject.discoveredAt,
  distanceM: found.distanceM,
  caseId: found.subject.id,
  number: found.subject.number,
});
