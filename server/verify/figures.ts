import { asc, eq, gt, sql, type SQL } from 'drizzle-orm';
import { boardOf, fold, prune, type Board } from '#domain/board/board.ts';
import type { View } from '#domain/board/view.ts';
import { dayOf, FLOW, flowOf, type Flow, type FlowFigure } from '#domain/figure/flow.ts';
import { areaTable } from '#server/area/table.ts';
import { eventTable } from '#server/audit/table.ts';
import type { Database } from '#server/db/pool.ts';
import { changeFor } from '#server/feed/row.ts';
import { takeSnapshot } from '#server/feed/snapshot.ts';
import { feedTable } from '#server/feed/table.ts';
import type { Check } from './check.ts';

/** The roots of the tree: a view of them sees every case. */
export async function wholeView(db: Database): Promise<View> {
  const rows = await db.select({ code: areaTable.code }).from(areaTable);
  const roots = rows
    .map(({ code }) => code)
    .filter((code, _, all) => !all.some((up) => up !== code && code.startsWith(up)));
  return { areas: roots, departments: [] };
}

/** What a screen that opens now holds. */
export async function openBoard(db: Database, view: View): Promise<Board> {
  const { seq, cases, recent } = await takeSnapshot(db, view);
  return boardOf(seq, cases, recent);
}

/** The same screen once the feed brought it up to the head that a transaction sees, by the fold of the browser. */
export async function followBoard(tx: Database, view: View, board: Board, head: number): Promise<Board> {
  const { body, before, after, image } = eventTable;
  const rows = await tx
    .select({ seq: feedTable.seq, event: body, before, after, image })
    .from(feedTable)
    .innerJoin(eventTable, eq(eventTable.eid, feedTable.eid))
    .where(gt(feedTable.seq, board.cursor))
    .orderBy(asc(feedTable.seq));
  const changes = rows.flatMap((row) => changeFor(view, row) ?? []);
  return fold(board, changes, head);
}

export const flowOfBoard = (board: Board, now: number): Flow =>
  flowOf(prune(board, now).cases.values(), dayOf(now));

/** The nine figures as somebody would ask for them who knows the tables and nothing of our code. */
export async function flowBySql(tx: Database, now: number): Promise<Flow> {
  const at = sql`to_timestamp(${now / 1_000}::double precision)`;
  const today = (instant: SQL): SQL =>
    sql`(${instant} at time zone 'Asia/Shanghai')::date = (${at} at time zone 'Asia/Shanghai')::date`;
  const ms = (value: SQL): SQL => sql`to_timestamp((${value})::double precision / 1000)`;
  const orders = (stamp: string): SQL =>
    sql`(select count(*) from "case", jsonb_array_elements(body->'orders') as one where ${today(ms(sql`one->>${stamp}`))})`;
  const cases = (condition: SQL): SQL => sql`(select count(*) from "case" where ${condition})`;
  const accepted = today(sql`accepted_at`);
  const resolved = today(sql`resolved_at`);
  const asked: Record<FlowFigure, SQL> = {
    accepted: cases(accepted),
    resolved: cases(resolved),
    disputesAccepted: cases(sql`${accepted} and body->>'kind' = 'dispute'`),
    disputesResolved: cases(sql`${resolved} and body->>'kind' = 'dispute'`),
    settledByGrid: cases(sql`${resolved} and body->>'settledBy' = 'grid'`),
    guided: cases(today(ms(sql`body->>'guidedAt'`))),
    settledByVolunteers: cases(sql`${resolved} and body->>'settledBy' = 'volunteer'`),
    ordersIssued: orders('issuedAt'),
    ordersResponded: orders('respondedAt'),
  };
  const columns = FLOW.map((figure) => sql`${asked[figure]} as ${sql.identifier(figure)}`);
  const { rows } = await tx.execute<Record<FlowFigure, string>>(sql`select ${sql.join(columns, sql`, `)}`);
  return Object.fromEntries(FLOW.map((figure) => [figure, Number(rows[0]?.[figure])])) as Flow;
}

/** Three ways to the same nine numbers. */
export function checkFigures(bySql: Flow, byBoard: Flow, byFeed: Flow): Check {
  const differing = FLOW.filter((one) => bySql[one] !== byBoard[one] || bySql[one] !== byFeed[one]);
  return {
    zh: '当日数字三处一致',
    en: `the day's figures agree: SQL, board, feed (${FLOW.map((one) => bySql[one]).join(' ')})`,
    checked: FLOW.length,
    differences: differing.map(
      (one) => `${one}: SQL ${bySql[one]}, board ${byBoard[one]}, feed ${byFeed[one]}`,
    ),
  };
}
