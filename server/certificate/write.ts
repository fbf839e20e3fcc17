import { sql } from 'drizzle-orm';
import type { Viewer } from '#server/access/actor.ts';
import type { Sealer } from '#server/access/seal.ts';
import { orderScreenTable } from '#server/certificate/table.ts';
import type { Database } from '#server/db/pool.ts';

/** Postgres takes at most 65,535 parameters a statement. */
const PAGE = 2_000;

/** One order on one screen. */
export interface ScreenName {
  orderId: string;
  kind: 'wall' | 'staff';
  screenId: string;
  departmentId: string | null;
}
export type SentRow = ScreenName & { sentAt: number; receivedAt: number | null };
export type ShownRow = ScreenName & { shownAt: number };

/**
 * The screen as the table names it; undefined for whoever has no screen. Of a person only the department is kept: the hash
 * holds the windows of one account together for this order, and leads from no order to another.
 */
export function nameOf(viewer: Viewer, orderId: string, sealer: Sealer): ScreenName | undefined {
  if (viewer.kind === 'device') {
    return { orderId, kind: 'wall', screenId: viewer.id, departmentId: null };
  }
  if (viewer.kind !== 'person') return undefined;
  const { id, departmentId } = viewer.person;
  return { orderId, kind: 'staff', screenId: sealer.hash(`screen ${orderId} ${id}`), departmentId };
}

export const keyOf = ({ orderId, kind, screenId }: ScreenName): string => `${orderId} ${kind} ${screenId}`;

/** All processes lock rows in the same order, so that none waits for another in a circle. */
const inOrder = <T extends ScreenName>(rows: readonly T[]): T[] =>
  rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

/** Adds what was sent and received; of what is known already the earlier receipt stays. */
export async function writeSent(db: Database, rows: readonly SentRow[]): Promise<void> {
  const ordered = inOrder(rows);
  const { orderId, kind, screenId, receivedAt } = orderScreenTable;
  const fresh = sql`excluded.received_at`;
  for (let from = 0; from < ordered.length; from += PAGE) {
    await db
      .insert(orderScreenTable)
      .values(ordered.slice(from, from + PAGE))
      .onConflictDoUpdate({
        target: [orderId, kind, screenId],
        set: { receivedAt: fresh },
        setWhere: sql`${fresh} is not null and (${receivedAt} is null or ${fresh} < ${receivedAt})`,
      });
  }
}

/** Notes what was shown, on screens that had received it before and on no others. */
export async function writeShown(db: Database, rows: readonly ShownRow[]): Promise<void> {
  if (rows.length === 0) return;
  const said = inOrder(rows).map(({ orderId, kind, screenId, shownAt }) => ({
    ...{ order_id: orderId, kind, screen_id: screenId, shown_at: new Date(shownAt).toISOString() },
  }));
  await db.execute(sql`
    update order_screen held set shown_at = said.shown_at
    from jsonb_to_recordset(${JSON.stringify(said)}::jsonb)
      as said(order_id uuid, kind text, screen_id text, shown_at timestamptz)
    where held.order_id = said.order_id and held.kind = said.kind and held.screen_id = said.screen_id
      and held.received_at is not null and (held.shown_at is null or said.shown_at < held.shown_at)`);
}
