import { and, desc, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import { isAdministrator } from '#domain/person/person.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { delegationTable, userTable } from '#server/access/table.ts';
import { note } from '#server/audit/entry.ts';
import { cityNow } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';

/** 委托代理: who acts for whom, from when until when, by the city's clock. */
export interface Delegation {
  id: string;
  fromId: string;
  toId: string;
  startsAt: number;
  endsAt: number;
  createdBy: string;
  /** Who ended it early. */
  endedBy: string | null;
}

export type NewDelegation = Pick<Delegation, 'fromId' | 'toId' | 'startsAt' | 'endsAt'>;

export async function listDelegations(db: Database): Promise<{ now: number; delegations: Delegation[] }> {
  const { id, fromId, toId, startsAt, endsAt, createdBy, endedBy } = delegationTable;
  const columns = { id, fromId, toId, startsAt, endsAt, createdBy, endedBy };
  const delegations = await db.select(columns).from(delegationTable).orderBy(desc(startsAt)).limit(500);
  return { now: await cityNow(db), delegations };
}

export function createDelegation(
  db: Database,
  actor: string,
  given: NewDelegation,
): Promise<{ id: string } | Refusal> {
  return transaction(db, async (tx) => {
    const { fromId, toId, startsAt, endsAt } = given;
    if (startsAt >= endsAt || endsAt <= (await cityNow(tx))) return refuse('delegation-past');
    const people = await tx
      .select()
      .from(userTable)
      .where(inArray(userTable.id, [fromId, toId]));
    const both = [fromId, toId].map((id) => people.find((one) => one.id === id && one.disabledAt === null));
    if (both.some((one) => one === undefined)) return refuse('unknown-account');
    if (fromId === toId || both.some((one) => one && isAdministrator(one.role)))
      return refuse('delegation-misfit');
    const overlapping = and(
      eq(delegationTable.fromId, fromId),
      eq(delegationTable.toId, toId),
      lt(delegationTable.startsAt, endsAt),
      gt(delegationTable.endsAt, startsAt),
    );
    if ((await tx.$count(delegationTable, overlapping)) > 0) return refuse('delegation-twice');
    const [row] = await tx
      .insert(delegationTable)
      .values({ fromId, toId, startsAt, endsAt, createdBy: actor })
      .returning({ id: delegationTable.id });
    if (!row) throw new Error('a delegation without a row');
    await note(tx, { actor, act: 'delegation.create', subject: row.id, details: { ...given } });
    return row;
  });
}

/** Ends it now, or, where it has not begun, before it begins. */
export function endDelegation(db: Database, actor: string, id: string): Promise<{ id: string } | Refusal> {
  return transaction(db, async (tx) => {
    const { startsAt, endsAt } = delegationTable;
    const ended = await tx
      .update(delegationTable)
      .set({
        endedBy: actor,
        endsAt: sql`greatest(city_now(), ${startsAt} + interval '1 microsecond')`,
      })
      .where(and(eq(delegationTable.id, id), gt(endsAt, sql`city_now()`)))
      .returning({ id: delegationTable.id });
    if (ended.length === 0) return refuse('not-found');
    await note(tx, { actor, act: 'delegation.end', subject: id });
    return { id };
  });
}
