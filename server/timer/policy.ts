import { desc, lte, sql } from 'drizzle-orm';
import { DEFAULT_POLICY } from '#domain/timer/default-policy.ts';
import type { Policy } from '#domain/timer/policy.ts';
import type { Database } from '#server/db/pool.ts';
import { policyTable } from '#server/timer/table.ts';

/** Puts the first version of the limits into a new installation; does nothing where there is one. */
export async function ensurePolicy(db: Database): Promise<void> {
  const { version, effectiveFrom } = DEFAULT_POLICY;
  await db.insert(policyTable).values({ version, effectiveFrom, body: DEFAULT_POLICY }).onConflictDoNothing();
}

/** The version of the limits that is in force now. */
export async function currentPolicy(db: Database): Promise<Policy> {
  const [row] = await db
    .select({ body: policyTable.body })
    .from(policyTable)
    .where(lte(policyTable.effectiveFrom, sql`city_now()`))
    .orderBy(desc(policyTable.effectiveFrom), desc(policyTable.version))
    .limit(1);
  return row?.body ?? DEFAULT_POLICY;
}
