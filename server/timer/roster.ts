import { and, eq, gt, sql } from 'drizzle-orm';
import { refuse, type Refusal } from '#domain/refusal.ts';
import type { Duty } from '#domain/timer/roster.ts';
import { userTable } from '#server/access/table.ts';
import { note, type AuditDetails } from '#server/audit/entry.ts';
import { cityNow } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
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

export function addDuty(db: Database, byId: string, duty: Duty): Promise<RosterAnswer | Refusal> {
  return transaction(db, async (tx) => {
    const now = await cityNow(tx);
    if (duty.until <= duty.from || duty.until <= now) return refuse('duty-past');
    const known = await tx.$count(userTable, eq(userTable.id, duty.personId));
    if (known === 0) return refuse('unknown-person', { person: duty.personId });
    const [kept] = await tx
      .insert(dutyTable)
      .values({ ...duty, setById: byId, setAt: now })
      .returning({ id: dutyTable.id });
    await noteDuty(tx, byId, kept?.id, { ...duty });
    return readRoster(tx);
  });
}

/** Ends a duty early. It is never removed: who was told of a delay must stay explicable. */
export function endDuty(
  db: Database,
  byId: string,
  { id, until }: { id: string; until: number },
): Promise<RosterAnswer | Refusal> {
  return transaction(db, async (tx) => {
    const now = await cityNow(tx);
    if (until < now) return refuse('duty-past');
    const ended = await tx
      .update(dutyTable)
      .set({ until, setById: byId, setAt: now })
      .where(and(eq(dutyTable.id, id), gt(dutyTable.until, until)))
      .returning({ id: dutyTable.id });
    if (ended.length === 0) return refuse('not-found');
    await noteDuty(tx, byId, id, { until });
    return readRoster(tx);
  });
}

const noteDuty = (tx: Database, byId: string, id: string | undefined, details: AuditDetails): Promise<void> =>
  note(tx, {
    ...{ actor: byId, act: 'settings.change', details: { setting: 'roster', ...details } },
    ...(id === undefined ? {} : { subject: id }),
  });
