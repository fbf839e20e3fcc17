import { eq, lt, sql } from 'drizzle-orm';
import * as v from 'valibot';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { coarse, FRESH_MS } from '#domain/whereabouts.ts';
import type { Viewer } from '#server/access/actor.ts';
import type { Database } from '#server/db/pool.ts';
import { whereaboutsTable } from './table.ts';

/** A position in WGS-84 degrees. What is kept of it is rounded to some ten metres, whoever sends it finer. */
export const POSITION = v.pipe(
  v.strictObject({
    lat: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
    lon: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
  }),
  v.transform(coarse),
);

/** For how many milliseconds the own position is shown unless it is told again; 0 off duty. */
export interface OnDuty {
  remainingMs: number;
}

const NOW = sql`clock_timestamp()`;
const FRESH = sql.raw(`interval '${FRESH_MS} milliseconds'`);

/** 上岗, and every minute after it: says where one is, in the place of where one was. */
export async function tellWhereabouts(
  tx: Database,
  viewer: Viewer,
  point: v.InferOutput<typeof POSITION>,
): Promise<OnDuty | Refusal> {
  const personId = ownId(viewer);
  if (personId === undefined) return refuse('not-allowed', { act: 'whereabouts.tell' });
  const fresh = { ...point, at: NOW as never };
  await tx
    .insert(whereaboutsTable)
    .values({ personId, ...fresh })
    .onConflictDoUpdate({ target: whereaboutsTable.personId, set: fresh });
  return { remainingMs: FRESH_MS };
}

/** 离岗: nothing of it is left. Off duty already, nothing changes. */
export async function leaveDuty(tx: Database, viewer: Viewer): Promise<OnDuty | Refusal> {
  const personId = ownId(viewer);
  if (personId === undefined) return refuse('not-allowed', { act: 'whereabouts.leave' });
  await tx.delete(whereaboutsTable).where(eq(whereaboutsTable.personId, personId));
  return { remainingMs: 0 };
}

/** Deletes what is no longer shown. Safe in every process at once. @returns how many were deleted */
export async function forgetWhereabouts(db: Database): Promise<number> {
  const { rowCount } = await db
    .delete(whereaboutsTable)
    .where(lt(whereaboutsTable.at, sql`${NOW} - ${FRESH}`));
  return rowCount ?? 0;
}

/** Where somebody is, only they can say: nobody does it for another. */
const ownId = (viewer: Viewer): string | undefined =>
  viewer.kind === 'person' && viewer.onBehalfOf === undefined ? viewer.person.id : undefined;
