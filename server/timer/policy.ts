import { asc } from 'drizzle-orm';
import { DEFAULT_POLICY } from '#domain/timer/default-policy.ts';
import type { Policy } from '#domain/timer/policy.ts';
import type { Database } from '#server/db/pool.ts';
import { policyTable } from '#server/timer/table.ts';

/** Puts the first version of the limits into an installation. It is the project's own; what an administrator enacts comes after it. */
export async function ensurePolicy(db: Database): Promise<void> {
  const { version, effectiveFrom } = DEFAULT_POLICY;
  await db
    .insert(policyTable)
    .values({ version, effectiveFrom, body: DEFAULT_POLICY })
    .onConflictDoUpdate({ target: policyTable.version, set: { body: DEFAULT_POLICY } });
}

/** All versions of the limits, those to come too: a clock takes the one in force when it starts. */
export async function readPolicies(db: Database): Promise<Policy[]> {
  const rows = await db
    .select({ body: policyTable.body })
    .from(policyTable)
    .orderBy(asc(policyTable.version));
  return rows.length > 0 ? rows.map((row) => row.body) : [DEFAULT_POLICY];
}
