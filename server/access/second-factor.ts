import { eq, sql } from 'drizzle-orm';
import { ROLES, type Role } from '#domain/person/person.ts';
import { secondFactorTable, userTable } from '#server/access/table.ts';
import { note } from '#server/audit/entry.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';

/** Which roles need a second factor. Whoever lacks one may do nothing but enable it. */
export interface FactorPolicy {
  roles: { role: Role; required: boolean }[];
}

export async function readFactorPolicy(db: Database): Promise<FactorPolicy> {
  const rows = await db.select().from(secondFactorTable);
  const required = new Set(rows.filter((row) => row.required).map((row) => row.role));
  return { roles: ROLES.map((role) => ({ role, required: required.has(role) })) };
}

export function setFactorPolicy(
  db: Database,
  actor: string,
  { role, required }: { role: Role; required: boolean },
): Promise<FactorPolicy> {
  return transaction(db, async (tx) => {
    await tx
      .insert(secondFactorTable)
      .values({ role, required, setBy: actor })
      .onConflictDoUpdate({
        target: secondFactorTable.role,
        set: { required, setBy: actor, setAt: sql`now()` },
      });
    await note(tx, { actor, act: 'settings.change', subject: 'second-factor', details: { role, required } });
    return readFactorPolicy(tx);
  });
}

/** What a person has and needs of it. */
export interface OwnFactor {
  enabled: boolean;
  required: boolean;
}

export async function readOwnFactor(
  db: Database,
  { id, role }: { id: string; role: Role },
): Promise<OwnFactor> {
  const [user] = await db
    .select({ enabled: userTable.twoFactorEnabled })
    .from(userTable)
    .where(eq(userTable.id, id));
  const [policy] = await db.select().from(secondFactorTable).where(eq(secondFactorTable.role, role));
  return { enabled: user?.enabled ?? false, required: policy?.required ?? false };
}
