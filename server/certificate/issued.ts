import { and, asc, eq, gte, lt, sql, type SQL } from 'drizzle-orm';
import type { EventOf } from '#domain/audit/event.ts';
import type { Order } from '#domain/order/order.ts';
import { eventTable } from '#server/audit/table.ts';
import { caseTable } from '#server/case/table.ts';
import { orderScreenTable } from '#server/certificate/table.ts';
import type { Database } from '#server/db/pool.ts';

/** An order from the moment of its issue, which is when its certificate begins. */
export interface Issued {
  orderId: string;
  number: string;
  /** Where the case lay then: the walls whose area holds it ought to show the order. */
  areaCode: string;
  issuedAt: number;
}

/** What was issued in the period [from, to) below one of these areas, in its order. */
export const issuedIn = (
  db: Database,
  areas: readonly string[],
  from: number,
  to: number,
): Promise<Issued[]> =>
  readIssued(
    db,
    and(
      gte(eventTable.at, from),
      lt(eventTable.at, to),
      sql`(${eventTable.after} ->> 'areaCode') like any(${sql.param(areas.map((prefix) => `${prefix}%`))}::text[])`,
    ),
  );

/** The orders of one case that have been issued. */
export const issuedOf = (db: Database, caseId: string): Promise<Issued[]> =>
  readIssued(db, eq(eventTable.caseId, caseId));

async function readIssued(db: Database, which: SQL | undefined): Promise<Issued[]> {
  const rows = await db
    .select({
      event: eventTable.body,
      after: eventTable.after,
      orders: sql<Order[]>`${caseTable.body} -> 'orders'`,
    })
    .from(eventTable)
    .innerJoin(caseTable, eq(caseTable.id, eventTable.caseId))
    // Written out, so that the planner finds the index of issued orders.
    .where(and(sql`${eventTable.type} = 'order.issued'`, which))
    .orderBy(asc(eventTable.at), asc(eventTable.eid));
  return rows.flatMap(({ event, after, orders }) => {
    const { orderId } = (event as EventOf<'order.issued'>).body;
    const order = orders.find((one) => one.id === orderId);
    return order ? [{ orderId, number: order.number, areaCode: after.areaCode, issuedAt: event.at }] : [];
  });
}

export type ScreenRow = typeof orderScreenTable.$inferSelect;

/** What the screens of these orders acknowledged. */
export async function screensOf(
  db: Database,
  orders: readonly Issued[],
  kind?: ScreenRow['kind'],
): Promise<ScreenRow[]> {
  const ids = orders.map((one) => one.orderId);
  if (ids.length === 0) return [];
  const ofKind = kind === undefined ? undefined : eq(orderScreenTable.kind, kind);
  return db
    .select()
    .from(orderScreenTable)
    .where(and(sql`${orderScreenTable.orderId} = any(${sql.param(ids)}::uuid[])`, ofKind));
}
