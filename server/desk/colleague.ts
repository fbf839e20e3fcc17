import { and, asc, eq, gt, inArray, isNull, lte, sql } from 'drizzle-orm';
import { within } from '#domain/area/area.ts';
import type { Colleague } from '#domain/context.ts';
import type { DeskColleague } from '#domain/desk/colleague.ts';
import { userTable } from '#server/access/table.ts';
import type { Database } from '#server/db/pool.ts';
import { dutyTable } from '#server/timer/table.ts';

/** The account that a command names, with what it may do; undefined where there is none, or it is out of use. */
export async function findColleague(tx: Database, id: string): Promise<Colleague | undefined> {
  const { role, areas } = userTable;
  const [found] = await tx
    .select({ id: userTable.id, role, areas })
    .from(userTable)
    .where(and(eq(userTable.id, id), isNull(userTable.disabledAt)));
  return found;
}

/**
 * The dispatchers whose jurisdiction and these areas have something in common, by name, each with the duty that the
 * roster has them on at this moment.
 */
export async function listColleagues(db: Database, areas: readonly string[]): Promise<DeskColleague[]> {
  const rows = await db
    .select({ id: userTable.id, name: userTable.name, areas: userTable.areas })
    .from(userTable)
    .where(and(eq(userTable.role, 'dispatcher'), isNull(userTable.disabledAt)))
    .orderBy(asc(userTable.name), asc(userTable.id));
  const near = rows.filter((one) =>
    one.areas.some((own) => areas.some((asked) => within(own, asked) || within(asked, own))),
  );
  const shifts = await shiftsOf(
    db,
    near.map(({ id }) => id),
  );
  return near.map((one) => ({ ...one, shift: shifts.get(one.id) ?? null }));
}

/** Of several duties at once the one that began last is the shift. */
async function shiftsOf(
  db: Database,
  ids: readonly string[],
): Promise<Map<string, NonNullable<DeskColleague['shift']>>> {
  const { personId, from, until } = dutyTable;
  const rows = await db
    .select({ personId, from, until })
    .from(dutyTable)
    .where(and(inArray(personId, [...ids]), lte(from, sql`city_now()`), gt(until, sql`city_now()`)))
    .orderBy(asc(from));
  return new Map(rows.map((row) => [row.personId, { from: row.from, until: row.until }]));
}
