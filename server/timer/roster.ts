import { and, eq, gt, sql } from 'drizzle-orm';
import { refuse, type Refusal } from '#domain/refusal.ts';
import type { Duty } from '#domain/timer/roster.ts';
import { userTable } from '#server/access/table.ts';
import { cityNow } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';
import { dutyTable } from '#server/timer/table.ts';

/** One duty of the roster as it is kept. */
export interface KeptDuty extends Duty {
  id: string;
}

/** 值班表: what is kept and not yet over. */
export interface RosterAnswer {
  duties: KeptDuty[];
}

export async function readRoster(db: Database): Promise<RosterAnswer> {
  const { id, post, areaCode, departmentId, personId, from, until } = dutyTable;
  const duties = await db
    .select({ id, post, areaCode, departmentId, personId, from, until })
    .from(dutyTable)
    .where(gt(dutyTable.until, sql`city_now()`))
    .orderBy(dutyTable.from, dutyTable.id);
  return { duties };
}

export async function addDuty(db: Database, byId: string, duty: Duty): Promise<RosterAnswer | Refusal> {
  const now = await cityNow(db);
  if (duty.until <= duty.from || duty.until <= now) return refuse('duty-past');
  const known = await db.$count(userTable, eq(userTable.id, duty.personId));
  if (known === 0) return refuse('unknown-person', { person: duty.personId });
  await db.insert(dutyTable).values({ ...duty, setById: byId, setAt: now });
  return readRoster(db);
}

/** Ends a duty early. It is never removed: who was told of a delay must stay explicable. */
export async function endDuty(
  db: Database,
  byId: string,
  { id, until }: { id: string; until: number },
): Promise<RosterAnswer | Refusal> {
  const now = await cityNow(db);
  if (until < now) return refuse('duty-past');
  const ended = await db
    .update(dutyTable)
    .set({ until, setById: byId, setAt: now })
    .where(and(eq(dutyTable.id, id), gt(dutyTable.until, until)))
    .returning({ id: dutyTable.id });
  return ended.length === 0 ? refuse('not-found') : readRoster(db);
}
