import { randomUUID } from 'node:crypto';
import { eq, inArray, sql } from 'drizzle-orm';
import type { Fact } from '#domain/audit/event.ts';
import type { Case } from '#domain/case/case.ts';
import { decide } from '#domain/case/decide.ts';
import type { Context } from '#domain/context.ts';
import type { Firing } from '#domain/timer/timer.ts';
import { isRefusal } from '#domain/refusal.ts';
import { SYSTEM } from '#server/access/actor.ts';
import { caseTable } from '#server/case/table.ts';
import { cityNow } from '#server/clock.ts';
import { write, type Desk } from '#server/command.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { effectTable, timerTable } from '#server/timer/table.ts';

/** How many timers one transaction fires at most: most make one event or two, and a transaction should have at most 100. */
const BATCH = 50;

interface Due extends Firing {
  id: number;
  caseId: string;
}

/**
 * Fires what is due, oldest first, and answers how many. Any number of processes may call it at any time:
 * the case's row lock is the moment of truth, a locked case is left to whoever holds it, and a second
 * firing is a violation of the effect's key.
 */
export async function sweep(desk: Desk): Promise<number> {
  const fired = await transaction(desk.db, async (tx) => {
    const due = await claimDue(tx);
    if (due.length === 0) return 0;
    const now = await cityNow(tx);
    const rules = await desk.rules();
    const cases = await casesOf(tx, due);
    for (const timer of due) {
      const before = cases.get(timer.caseId);
      if (!before) continue;
      const context: Context = {
        ...{ now, ...rules, number: '', caseId: before.id, id: randomUUID },
        ...{ actor: SYSTEM, world: desk.world() },
      };
      const { clock, subject, gen, step, fireAt } = timer;
      const command = { type: 'timer.fire', body: { clock, subject, gen, step, fireAt } } as const;
      const facts = decide(before, command, context);
      await markFired(tx, timer.id, now);
      if (isRefusal(facts) || facts.length === 0) continue;
      cases.set(
        timer.caseId,
        (await write(tx, desk.sealer, before, facts satisfies Fact[], context, null)).state,
      );
    }
    return due.length;
  });
  if (fired > 0) desk.committed();
  return fired;
}

/** Locks the cases of the oldest due timers, then takes those timers that are still armed under the lock. */
async function claimDue(tx: Database): Promise<Due[]> {
  const { rows } = await tx.execute<Record<string, unknown>>(sql`
    with due as (
      select id, case_id from timer
      where state = 'armed' and fire_at <= (select city_now())
      order by fire_at, id limit ${BATCH}
    ), held as (
      select c.id from "case" c where c.id in (select case_id from due) for update skip locked
    )
    select t.id, t.case_id, t.clock, t.subject, t.gen, t.step, t.fire_at from timer t
    join due using (id) join held on held.id = t.case_id order by t.fire_at, t.id`);
  const ids = rows.map((row) => Number(row['id']));
  if (ids.length === 0) return [];
  // Read again: between the choice and the lock somebody may have signed.
  const armed = await tx
    .select()
    .from(timerTable)
    .where(inArray(timerTable.id, ids))
    .orderBy(timerTable.fireAt, timerTable.id);
  return armed.filter((row) => row.state === 'armed');
}

async function casesOf(tx: Database, due: readonly Due[]): Promise<Map<string, Case>> {
  const ids = [...new Set(due.map((timer) => timer.caseId))];
  const rows = await tx.select({ body: caseTable.body }).from(caseTable).where(inArray(caseTable.id, ids));
  return new Map(rows.map((row) => [row.body.id, row.body]));
}

async function markFired(tx: Database, id: number, now: number): Promise<void> {
  await tx.insert(effectTable).values({ timerId: id });
  await tx.update(timerTable).set({ state: 'fired', firedAt: now }).where(eq(timerTable.id, id));
}

/** The instant at which the next armed timer is due, or undefined where none is. */
export async function nextDue(db: Database): Promise<number | undefined> {
  const [row] = await db
    .select({ at: timerTable.fireAt })
    .from(timerTable)
    .where(eq(timerTable.state, 'armed'))
    .orderBy(timerTable.fireAt)
    .limit(1);
  return row?.at;
}
