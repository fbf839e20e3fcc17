import { eq, inArray, sql } from 'drizzle-orm';
import { signInFailureTable } from '#server/access/table.ts';
import type { Database } from '#server/db/pool.ts';

/** After so many failures in a row, by account or by address … */
export const FAILURES = 5;
/** … nobody may try again for so many minutes; and after as long without a failure the counting begins anew. */
export const LOCK_MINUTES = 15;

const LOCK = sql.raw(`interval '${LOCK_MINUTES} minutes'`);

/** What an attempt came to before the password was looked at. */
interface Attempt {
  /** Of the two counts the higher one, with this attempt. */
  failures: number;
  /** Minutes until it may be tried again, rounded up; 0 where this attempt may go on. */
  lockedMinutes: number;
}

/**
 * Counts an attempt as failed before the password is looked at, so that a thousand at once, in several processes, are
 * counted like a thousand in a row. One that may not go on does not move the end of the lock.
 */
export async function beginAttempt(db: Database, keys: readonly string[]): Promise<Attempt> {
  // In one order, so that two attempts never wait for each other.
  const rows = [...keys].sort().map((key) => ({ key, failures: 1 }));
  const { failures, at } = signInFailureTable;
  const over = sql`${at} < now() - ${LOCK}`;
  const counted = await db
    .insert(signInFailureTable)
    .values(rows)
    .onConflictDoUpdate({
      target: signInFailureTable.key,
      set: {
        failures: sql`case when ${over} then 1 else ${failures} + 1 end`,
        at: sql`case when ${over} or ${failures} < ${FAILURES} then now() else ${at} end`,
      },
    })
    .returning({
      failures,
      minutes: sql<number>`ceil(extract(epoch from ${at} + ${LOCK} - now()) / 60)::int`,
    });
  const locked = counted.filter((row) => row.failures > FAILURES);
  return {
    failures: Math.max(...counted.map((row) => row.failures)),
    lockedMinutes: Math.max(0, ...locked.map((row) => row.minutes)),
  };
}

/** The attempt was right, or nobody looked at it: `cleared` begins anew, and `given` get this one back. */
export async function forgiveAttempt(
  db: Database,
  { cleared, given = [] }: { cleared?: string; given?: readonly string[] },
): Promise<void> {
  const { key, failures } = signInFailureTable;
  if (cleared !== undefined) await db.delete(signInFailureTable).where(eq(key, cleared));
  if (given.length === 0) return;
  await db
    .update(signInFailureTable)
    .set({ failures: sql`greatest(0, ${failures} - 1)` })
    .where(inArray(key, [...given]));
}
