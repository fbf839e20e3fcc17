import { and, eq, isNull } from 'drizzle-orm';
import { partnerTable } from '#server/access/table.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import type { Desk } from '#server/command.ts';

/** The partner behind a key that is neither unknown nor revoked; only a keyed hash of it is compared. */
export async function partnerOf(
  { db, sealer }: Pick<Desk, 'db' | 'sealer'>,
  key: string | undefined,
): Promise<{ id: string } | Refusal> {
  if (key === undefined || key === '') return refuse('partner-key');
  const [row] = await db
    .select({ id: partnerTable.id })
    .from(partnerTable)
    .where(and(eq(partnerTable.keyHash, sealer.hash(key)), isNull(partnerTable.revokedAt)));
  return row ?? refuse('partner-key');
}
