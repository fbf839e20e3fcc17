import { and, asc, eq, gt, inArray, isNull, lte, sql } from 'drizzle-orm';
import { within } from '#domain/area/area.ts';
import type { Colleague } from '#domain/context.ts';
import type { DeskColleague, Shift } from '#domain/desk/colleague.ts';
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
 * roster has them on at this moment and the one after it.
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
  const duties = await dutiesOf(
    db,
    near.map(({ id }) => id),
  );
  return near.map((one) => ({ ...one, ...standing(duties.filter(({ personId }) => personId === one.id)) }));
}

interface Standing extends Shift {
  personId: string;
  now: boolean;
}

/** The duties of these people that stand now or begin within a day, the earliest first. */
async function dutiesOf(db: Database, ids: readonly string[]): Promise<Standing[]> {
  const { personId, from, until } = dutyTable;
  const now = sql`city_now()`;
  return db
    .select({ personId, from, until, now: sql<boolean>`${from} <= ${now}` })
    .from(dutyTable)
    .where(and(inArray(personId, [...ids]), lte(from, sql`${now} + interval '1 day'`), gt(until, now)))
    .orderBy(asc(from));
}

const spanOf = (one: Shift | undefined): Shift | null => (one ? { from: one.from, until: one.until } : null);

/** Of several duties at once the one that began last is the shift. */
const standing = (duties: readonly Standing[]): Pick<DeskColleague, 'shift' | 'next'> => ({
  shift: spanOf(duties.findLast(({ now }) => now)),
  next: spanOf(duties.find(({ now }) => !now)),
});
