import { isWatched } from '#domain/case/case.ts';
import { scopeOf } from '#domain/board/view.ts';
import type { caseTable } from '#server/case/table.ts';

type CaseRow = typeof caseTable.$inferSelect;

/** The columns of a case that say something else than the case itself: what is looked for would not be found. */
export function columnsOff({ body, ...stored }: CaseRow): string[] {
  const { areaCode, departments } = scopeOf(body);
  const { number, version, state, channel, matterCode, place } = body;
  const { discoveredAt, acceptedAt, resolvedAt, closedAt } = body;
  const said: Omit<CaseRow, 'body'> = {
    ...{ id: body.id, number, version, state, channel, matterCode, areaCode },
    ...{ lat: place.lat, lon: place.lon, departments: [...departments] },
    excludedDepartmentId: body.excludedDepartmentId,
    ...{ discoveredAt, acceptedAt, resolvedAt, closedAt, watched: isWatched(body) },
  };
  const names = Object.keys(said) as (keyof typeof said)[];
  return names.filter((name) => JSON.stringify(said[name]) !== JSON.stringify(stored[name]));
}
