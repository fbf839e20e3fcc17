import { randomBytes, randomUUID } from 'node:crypto';
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { KeyScope } from '#domain/person/key.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { unknownArea } from '#server/access/known-area.ts';
import type { Sealer } from '#server/access/seal.ts';
import { partnerTable } from '#server/access/table.ts';
import { note } from '#server/audit/entry.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';

/** A key that was given to a partner's program. Instants are of the real clock. */
export interface PartnerKey {
  id: string;
  name: string;
  scopes: KeyScope[];
  areas: string[];
  createdAt: number;
  expiresAt: number | null;
  lastUsedAt: number | null;
  revokedAt: number | null;
}

/** The key itself: told once. */
export interface GivenKey {
  id: string;
  key: string;
}

export interface NewKey {
  name: string;
  scopes: KeyScope[];
  areas: string[];
  /** Days from now on; null: until it is revoked. */
  days: number | null;
}

export async function listKeys(db: Database): Promise<{ keys: PartnerKey[] }> {
  const rows = await db.select().from(partnerTable).orderBy(desc(partnerTable.createdAt), partnerTable.id);
  return {
    keys: rows.map(({ keyHash: _, createdAt, expiresAt, lastUsedAt, revokedAt, ...key }) => ({
      ...key,
      createdAt: createdAt.getTime(),
      expiresAt: expiresAt?.getTime() ?? null,
      lastUsedAt: lastUsedAt?.getTime() ?? null,
      revokedAt: revokedAt?.getTime() ?? null,
    })),
  };
}

export function createKey(
  db: Database,
  sealer: Sealer,
  actor: string,
  { name, scopes, areas, days }: NewKey,
): Promise<GivenKey | Refusal> {
  return transaction(db, async (tx) => {
    const unknown = await unknownArea(tx, areas);
    if (unknown) return unknown;
    const id = randomUUID();
    const key = `flk_${randomBytes(24).toString('base64url')}`;
    const expiresAt = days === null ? null : sql`now() + make_interval(days => ${days})`;
    await tx
      .insert(partnerTable)
      .values({ id, name, scopes, areas, expiresAt: expiresAt as never, keyHash: sealer.hash(key) });
    await note(tx, { actor, act: 'key.create', subject: id, details: { scopes, areas, days } });
    return { id, key };
  });
}

export function revokeKey(db: Database, actor: string, id: string): Promise<{ id: string } | Refusal> {
  return transaction(db, async (tx) => {
    const gone = await tx
      .update(partnerTable)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(partnerTable.id, id), isNull(partnerTable.revokedAt)))
      .returning({ id: partnerTable.id });
    if (gone.length === 0) return refuse('not-found');
    await note(tx, { actor, act: 'key.revoke', subject: id });
    return { id };
  });
}
