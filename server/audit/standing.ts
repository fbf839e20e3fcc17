import { desc, isNotNull, isNull } from 'drizzle-orm';
import type { ChainName } from '#server/audit/chain.ts';
import { headOf } from '#server/audit/extend.ts';
import { auditAnchorTable } from '#server/audit/table.ts';
import { countUnbound } from '#server/audit/unbound.ts';
import { readClocks } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';

/** How far one chain goes, and how many rows wait for a link. */
export interface ChainStanding {
  position: number;
  unbound: number;
}

/** Where the chains stand, and when their heads were last signed and taken outside; instants by the database's own clock. */
export interface Standing {
  now: number;
  chains: Record<ChainName, ChainStanding>;
  /** The last anchor that was signed. */
  signed: { n: number; at: number } | null;
  /** The last one that the sink has taken, and when. */
  taken: { n: number; at: number } | null;
  /** Signed and not yet taken. */
  waiting: number;
}

export async function readStanding(db: Database): Promise<Standing> {
  const { real } = await readClocks(db);
  const waiting = await countUnbound(db);
  const [feed, entries] = [await headOf(db, 'feed'), await headOf(db, 'entries')];
  const { n, at, deliveredAt } = auditAnchorTable;
  const [signed] = await db.select({ n, at }).from(auditAnchorTable).orderBy(desc(n)).limit(1);
  const [taken] = await db
    .select({ n, at: deliveredAt })
    .from(auditAnchorTable)
    .where(isNotNull(deliveredAt))
    .orderBy(desc(n))
    .limit(1);
  return {
    now: real,
    chains: {
      feed: { position: feed.position, unbound: waiting.feed },
      entries: { position: entries.position, unbound: waiting.entries },
    },
    signed: signed ?? null,
    taken: taken && taken.at !== null ? { n: taken.n, at: taken.at } : null,
    waiting: await db.$count(auditAnchorTable, isNull(deliveredAt)),
  };
}
