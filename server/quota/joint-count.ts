import { lt, sql } from 'drizzle-orm';
import type { Database } from '#server/db/pool.ts';
import type { Counted } from '#server/quota/count.ts';
import { quotaTable } from '#server/quota/table.ts';

/** Counts in the database, in one statement, so that two processes at once count two. */
export async function addShared(db: Database, key: string, times: number, withinS: number): Promise<Counted> {
  const over = sql`${quotaTable.endsAt} <= now()`;
  const endsAt = sql`now() + make_interval(secs => ${withinS}::int)`;
  const [row] = await db
    .insert(quotaTable)
    .values({ key, times, endsAt: endsAt as never })
    .onConflictDoUpdate({
      target: quotaTable.key,
      set: {
        times: sql`case when ${over} then excluded.times else ${quotaTable.times} + excluded.times end`,
        endsAt: sql`case when ${over} then excluded.ends_at else ${quotaTable.endsAt} end`,
      },
    })
    .returning({
      times: quotaTable.times,
      leftMs: sql<number>`(extract(epoch from ${quotaTable.endsAt} - now()) * 1000)::int`,
    });
  return row ?? { times, leftMs: withinS * 1_000 };
}

/** Deletes the windows that are over. */
export async function forgetQuotas(db: Database): Promise<void> {
  await db.delete(quotaTable).where(lt(quotaTable.endsAt, sql`now()`));
}
