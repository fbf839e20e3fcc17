import { and, eq, gte, inArray, not, sql } from 'drizzle-orm';
import { signInFailureTable } from '#server/access/table.ts';
import type { Database } from '#server/db/pool.ts';

/** After so many failures in a row, by account or by address … */
export const FAILURES = 5;
/** … nobody may try again for so many minutes; and after as long without a failure the counting begins anew. */
export const LOCK_MINUTES = 15;

const LOCK = sql.raw(`interval '${LOCK_MINUTES} minutes'`);

/** How often in a row, and minutes until it may be tried again, rounded up; 0 where it may. */
interface Standing {
  failures: number;
  lockedMinutes: number;
}

const { key, failures, at } = signInFailureTable;
const over = sql`${at} < now() - ${LOCK}`;
const minutes = sql<number>`ceil(extract(epoch from ${at} + ${LOCK} - now()) / 60)::int`;

/**
 * Counts an attempt on an account as failed before the password is looked at, so that a thousand at once, in several
 * processes, are counted like a thousand in a row. One that may not go on does not move the end of the lock.
 */
export async function beginAttempt(db: Database, account: string): Promise<Standing> {
  const { counted, left } = await count(db, account);
  return { failures: counted, lockedMinutes: counted > FAILURES ? left : 0 };
}

/**
 * Whether the address is locked. What is under way from it does not count: a whole command room signs in behind one
 * address when its shift begins, and most of them will be right. How many at once is bounded by the quota.
 */
export async function lockOf(db: Database, addresses: readonly string[]): Promise<number> {
  if (addresses.length === 0) return 0;
  const rows = await db
    .select({ minutes })
    .from(signInFailureTable)
    .where(and(inArray(key, [...addresses]), gte(failures, FAILURES), not(over)));
  return Math.max(0, ...rows.map((row) => row.minutes));
}

/** A password was wrong. @returns how often in a row from the address that has most */
export async function countFailure(db: Database, addresses: readonly string[]): Promise<number> {
  let most = 0;
  for (const address of addresses) most = Math.max(most, (await count(db, address)).counted);
  return most;
}

async function count(db: Database, name: string): Promise<{ counted: number; left: number }> {
  const [row] = await db
    .insert(signInFailureTable)
    .values({ key: name, failures: 1 })
    .onConflictDoUpdate({
      target: key,
      set: {
        failures: sql`case when ${over} then 1 else ${failures} + 1 end`,
        at: sql`case when ${over} or ${failures} < ${FAILURES} then now() else ${at} end`,
      },
    })
    .returning({ counted: failures, left: minutes });
  if (!row) throw new Error('a row was written and not answered');
  return row;
}

/** The password was right: the counting begins anew. */
export async function clearFailures(db: Database, account: string): Promise<void> {
  await db.delete(signInFailureTable).where(eq(key, account));
}

/** Nobody looked at the attempt: it is given back. */
export async function forgiveAttempt(db: Database, account: string): Promise<void> {
  await db
    .update(signInFailureTable)
    .set({ failures: sql`greatest(0, ${failures} - 1)` })
    .where(eq(key, account));
}
