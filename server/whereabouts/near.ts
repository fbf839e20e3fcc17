import { and, between, eq, isNull } from 'drizzle-orm';
import { boxAround, type Point } from '#domain/area/point.ts';
import { nearest, WITHIN_M, type VolunteerNear } from '#domain/whereabouts.ts';
import { userTable } from '#server/access/table.ts';
import { readClocks } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';
import { whereaboutsTable } from './table.ts';

/**
 * The volunteers on duty around a place, of those in whose areas this transaction reaches: the database itself keeps the
 * others back.
 */
export async function volunteersNear(tx: Database, place: Point): Promise<VolunteerNear[]> {
  const { south, north, west, east } = boxAround(place, WITHIN_M);
  const { lat, lon, at, personId } = whereaboutsTable;
  const { name, force, role, disabledAt } = userTable;
  const rows = await tx
    .select({ name, force, lat, lon, at })
    .from(whereaboutsTable)
    .innerJoin(userTable, eq(userTable.id, personId))
    .where(
      and(between(lat, south, north), between(lon, west, east), eq(role, 'volunteer'), isNull(disabledAt)),
    );
  return nearest(rows, place, (await readClocks(tx)).real);
}
