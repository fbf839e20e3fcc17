import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { note } from '#server/audit/entry.ts';
import { ChainWriter, headOf } from '#server/audit/extend.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { feedHeadTable } from '#server/feed/table.ts';

/**
 * Gives the feed another epoch: after a restore or a promotion, before anybody is served. Numbers that were given out may be
 * missing now and will be given out again, and every screen that has seen them takes a snapshot instead of going on. Where
 * both audit chains stood is noted, so that anchors of what was lost are not taken for a forgery, nor a forgery for them.
 * @returns the new epoch, and the number that the feed stands at
 */
export async function rotateEpoch(db: Database): Promise<{ epoch: string; seq: number }> {
  // Where the log has a hole the chain ends, and `verify` says so; the screens need another epoch all the same.
  await new ChainWriter(db).extend().catch(() => undefined);
  return transaction(db, async (tx) => {
    const [old] = await tx.select().from(feedHeadTable).where(eq(feedHeadTable.id, 1)).for('update');
    if (!old) throw new Error('the feed has no head');
    const epoch = randomUUID();
    await tx.update(feedHeadTable).set({ epoch }).where(eq(feedHeadTable.id, 1));
    const [feed, entries] = [await headOf(tx, 'feed'), await headOf(tx, 'entries')];
    const kept = { feed: feed.position, entries: entries.position };
    await note(tx, { actor: 'system', act: 'epoch.rotate', details: { before: old.epoch, epoch, ...kept } });
    return { epoch, seq: old.seq };
  });
}
