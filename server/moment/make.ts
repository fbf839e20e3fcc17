import { desc, gte, sql, type SQL } from 'drizzle-orm';
import { stand } from '#domain/board/stand.ts';
import type { Event } from '#domain/audit/event.ts';
import type { Case } from '#domain/case/case.ts';
import { DAY_MS, dayNumber, dayStart } from '#domain/timer/calendar.ts';
import { readClocks } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';
import { recordsetOf } from '#server/db/recordset.ts';
import { transaction } from '#server/db/transaction.ts';
import { feedHeadTable } from '#server/feed/table.ts';
import { EVERYWHERE, instantSql, standAt } from '#server/moment/stand.ts';
import { momentCaseTable, momentTable } from '#server/moment/table.ts';

/** A jump folds no more of the log than that: at a city's busiest hour some seven hundred facts. */
export const STEP_MS = 30 * 60_000;
/** An instant is kept once nothing can be committed any more that was decided before it; no transaction lasts so long. */
const LATE_MS = 60_000;
/** So many in one turn: an installation that had none makes up for years of them little by little. */
const TURN = 96;
const ROWS = 500;

/**
 * Keeps the moments that have come since the last one, from the log alone, so that whoever makes them makes the same.
 * Answers with how many were made.
 */
export async function makeMoments(db: Database, turn = TURN): Promise<number> {
  for (let made = 0; made < turn; made += 1) {
    if (!(await transaction(db, makeNext))) return made;
  }
  return turn;
}

async function makeNext(tx: Database): Promise<boolean> {
  const { now, rate } = await readClocks(tx);
  const seq = await headOfFeed(tx);
  await dropOvertaken(tx);
  const last = (await lastMoment(tx))?.at;
  const at = await nextAt(tx, last);
  if (at === undefined || at > now - LATE_MS * Math.max(1, rate)) return false;
  const cases =
    at === startOf(at) ? await standAt(tx, EVERYWHERE, at) : await changedCases(tx, last ?? 0, at);
  // Where another process was quicker, its rows are these.
  const made = await tx.insert(momentTable).values({ at, seq }).onConflictDoNothing().returning();
  if (made.length > 0) await write(tx, at, [...cases.values()]);
  return true;
}

/** After the database's clock was set back facts come that belong before moments which lack them: those are made anew. */
async function dropOvertaken(tx: Database): Promise<void> {
  const last = await lastMoment(tx);
  if (!last) return;
  const late = await firstAt(
    tx,
    sql`select min(e.at) as at from feed f join event e on e.eid = f.eid
      where f.seq > ${last.seq} and e.at <= ${instantSql(last.at)}`,
  );
  if (late !== undefined) await tx.delete(momentTable).where(gte(momentTable.at, late));
}

async function lastMoment(tx: Database): Promise<typeof momentTable.$inferSelect | undefined> {
  const [last] = await tx.select().from(momentTable).orderBy(desc(momentTable.at)).limit(1);
  return last;
}

async function headOfFeed(tx: Database): Promise<number> {
  const [head] = await tx.select({ seq: feedHeadTable.seq }).from(feedHeadTable);
  if (!head) throw new Error('the feed has no head');
  return head.seq;
}

/** The beginning of the next day, or the next half hour after something has happened. */
async function nextAt(tx: Database, last: number | undefined): Promise<number | undefined> {
  const fact = await firstAt(
    tx,
    sql`select min(at) as at from event ${last === undefined ? sql`` : sql`where at > ${instantSql(last)}`}`,
  );
  if (last === undefined) return fact === undefined ? undefined : startOf(fact);
  const day = startOf(last) + DAY_MS;
  return fact === undefined ? day : Math.min(day, Math.ceil(fact / STEP_MS) * STEP_MS);
}

/** Whatever changed since the moment before, held or not: what was kept of it earlier that day holds no longer. */
async function changedCases(tx: Database, after: number, at: number): Promise<Map<string, Case>> {
  const { rows } = await tx.execute<{ event: Event }>(sql`
    select body as event from event where at <= ${instantSql(at)} and case_id in (
      select case_id from event where at > ${instantSql(after)} and at <= ${instantSql(at)}
    ) order by eid`);
  return stand([], rows);
}

async function write(tx: Database, at: number, cases: readonly Case[]): Promise<void> {
  for (let n = 0; n < cases.length; n += ROWS) {
    const rows = cases
      .slice(n, n + ROWS)
      .map((body) => ({ at, caseId: body.id, version: body.version, body }));
    const { names, given } = recordsetOf(momentCaseTable, rows);
    await tx.execute(sql`insert into ${momentCaseTable} (${names}) select ${names} from ${given}`);
  }
}

async function firstAt(tx: Database, query: SQL): Promise<number | undefined> {
  const { rows } = await tx.execute<{ at: Date | string | null }>(query);
  const at = rows[0]?.at;
  return at ? new Date(at).getTime() : undefined;
}

const startOf = (at: number): number => dayStart(dayNumber(at));
