import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Database } from '#server/db/pool.ts';
import { feedHeadTable } from '#server/feed/table.ts';

/**
 * Gives the feed another epoch: after a restore or a promotion, before anybody is served. Numbers that were given out may be
 * missing now and will be given out again, and every screen that has seen them takes a snapshot instead of going on.
 * @returns the new epoch, and the number that the feed stands at
 */
export async function rotateEpoch(db: Database): Promise<{ epoch: string; seq: number }> {
  const [head] = await db
    .update(feedHeadTable)
    .set({ epoch: randomUUID() })
    .where(eq(feedHeadTable.id, 1))
    .returning({ epoch: feedHeadTable.epoch, seq: feedHeadTable.seq });
  if (!head) throw new Error('the feed has no head');
  return head;
}
