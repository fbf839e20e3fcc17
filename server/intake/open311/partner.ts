import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { partnerTable } from '#server/access/table.ts';
import type { KeyScope } from '#domain/person/key.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import type { Desk } from '#server/command.ts';

/**
 * The partner behind a key that is neither unknown nor revoked nor expired, and that was given for this; only a keyed
 * hash of it is compared.
 */
export async function partnerOf(
  { db, sealer }: Pick<Desk, 'db' | 'sealer'>,
  key: string | undefined,
  scope: KeyScope,
): Promise<{ id: string } | Refusal> {
  if (key === undefined || key === '') return refuse('partner-key');
  const [row] = await db
    .update(partnerTable)
    .set({ lastUsedAt: sql`now()` })
    .where(
      and(
        eq(partnerTable.keyHash, sealer.hash(key)),
        isNull(partnerTable.revokedAt),
        or(isNull(partnerTable.expiresAt), gt(partnerTable.expiresAt, sql`now()`)),
        sql`${scope} = any (${partnerTable.scopes})`,
      ),
    )
    .returning({ id: partnerTable.id });
  return row ?? refuse('partner-key');
}
