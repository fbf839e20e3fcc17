import { asc, eq, sql } from 'drizzle-orm';
import type { ChainName } from '#server/audit/chain.ts';
import { auditEntryTable } from '#server/audit/table.ts';
import type { Database } from '#server/db/pool.ts';

/** A restore or a promotion as `rotate-epoch` noted it: which epoch ended where, and which began. */
export interface Restoration {
  before: string;
  epoch: string;
  /** The positions up to which both chains were kept. */
  kept: Record<ChainName, number>;
}

/** @returns the restorations in their order, and the epoch of now */
export async function readRestorations(
  db: Database,
): Promise<{ epoch: string; restorations: Restoration[] }> {
  const { rows } = await db.execute<{ epoch: string }>(sql`select epoch from feed_head`);
  const noted = await db
    .select({ details: auditEntryTable.details })
    .from(auditEntryTable)
    .where(eq(auditEntryTable.act, 'epoch.rotate'))
    .orderBy(asc(auditEntryTable.id));
  const restorations = noted.map(({ details }) => ({
    ...{ before: String(details['before']), epoch: String(details['epoch']) },
    kept: { feed: Number(details['feed']), entries: Number(details['entries']) },
  }));
  return { epoch: rows[0]?.epoch ?? '', restorations };
}
