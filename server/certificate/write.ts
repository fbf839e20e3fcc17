import { sql } from 'drizzle-orm';
import type { Viewer } from '#server/access/actor.ts';
import type { Sealer } from '#server/access/seal.ts';
import { orderScreenTable } from '#server/certificate/table.ts';
import type { Database } from '#server/db/pool.ts';

/** Postgres takes at most 65,535 parameters a statement. */
const PAGE = 2_000;

/** An order on its way to a viewer's screen, and when that screen said that it had it. */
export interface Sending {
  viewer: Viewer;
  orderId: string;
  sentAt: number;
  receivedAt: number | null;
}

/** That a viewer's screen had an order in its picture. */
export interface Sighting {
  viewer: Viewer;
  orderId: string;
  shownAt: number;
}

type Name = Pick<typeof orderScreenTable.$inferSelect, 'orderId' | 'kind' | 'screenId' | 'departmentId'>;

/**
 * The screen as the table names it. Of a person only the department is kept: the hash holds the windows of one account
 * together for this order, and leads from no order to another.
 */
function nameOf(viewer: Screened, orderId: string, sealer: Sealer): Name {
  if (viewer.kind === 'device') return { orderId, kind: 'wall', screenId: viewer.id, departmentId: null };
  const { id, departmentId } = viewer.person;
  return { orderId, kind: 'staff', screenId: sealer.hash(`screen ${orderId} ${id}`), departmentId };
}

/** Whoever has a screen: neither a resident nor a partner's program looks at boards. */
type Screened = Extract<Viewer, { kind: 'device' | 'person' }>;
const isScreened = (viewer: Viewer): viewer is Screened =>
  viewer.kind === 'device' || viewer.kind === 'person';
const idOf = (viewer: Screened): string =>
  viewer.kind === 'device' ? `wall ${viewer.id}` : `staff ${viewer.person.id}`;

/**
 * One row for each order on each screen, of what was said about it the first; a name costs a hash and is made once a row.
 * They stand in one order, so that two processes lock them alike and none waits for the other in a circle.
 */
function rowsOf<T extends { viewer: Viewer; orderId: string }, R>(
  said: readonly T[],
  sealer: Sealer,
  join: (one: T, before: R | undefined) => R,
): (Name & R)[] {
  const rows = new Map<string, { name: () => Name; row: R }>();
  for (const one of said) {
    const { viewer, orderId } = one;
    if (!isScreened(viewer)) continue;
    const key = `${orderId} ${idOf(viewer)}`;
    rows.set(key, { name: () => nameOf(viewer, orderId, sealer), row: join(one, rows.get(key)?.row) });
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { name, row }]) => ({ ...name(), ...row }));
}

/** Adds what was sent and received; of what is known already the earlier receipt stays. */
export async function writeSent(db: Database, sealer: Sealer, sendings: readonly Sending[]): Promise<void> {
  const rows = rowsOf(
    sendings,
    sealer,
    ({ sentAt, receivedAt }, before?: Pick<Sending, 'sentAt' | 'receivedAt'>) => ({
      sentAt: before?.sentAt ?? sentAt,
      receivedAt: before?.receivedAt ?? receivedAt,
    }),
  );
  const { orderId, kind, screenId, receivedAt } = orderScreenTable;
  const fresh = sql`excluded.received_at`;
  for (let from = 0; from < rows.length; from += PAGE) {
    await db
      .insert(orderScreenTable)
      .values(rows.slice(from, from + PAGE))
      .onConflictDoUpdate({
        target: [orderId, kind, screenId],
        set: { receivedAt: fresh },
        setWhere: sql`${fresh} is not null and (${receivedAt} is null or ${fresh} < ${receivedAt})`,
      });
  }
}

/** Notes what was shown, on screens that had received it before and on no others. */
export async function writeShown(
  db: Database,
  sealer: Sealer,
  sightings: readonly Sighting[],
): Promise<void> {
  if (sightings.length === 0) return;
  const rows = rowsOf(
    sightings,
    sealer,
    ({ shownAt }, before?: Pick<Sighting, 'shownAt'>) => before ?? { shownAt },
  );
  const said = rows.map(({ orderId, kind, screenId, shownAt }) => ({
    ...{ order_id: orderId, kind, screen_id: screenId, shown_at: new Date(shownAt).toISOString() },
  }));
  await db.execute(sql`
    update order_screen held set shown_at = said.shown_at
    from jsonb_to_recordset(${JSON.stringify(said)}::jsonb)
      as said(order_id uuid, kind text, screen_id text, shown_at timestamptz)
    where held.order_id = said.order_id and held.kind = said.kind and held.screen_id = said.screen_id
      and held.received_at is not null and (held.shown_at is null or said.shown_at < held.shown_at)`);
}
