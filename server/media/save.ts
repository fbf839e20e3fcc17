import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Sealer } from '#server/access/seal.ts';
import { caseKey } from '#server/case/sealed.ts';
import { sealedTable } from '#server/case/table.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import type { Picture } from '#server/media/picture.ts';
import { MEDIA_URL, mediaTable } from '#server/media/table.ts';

/**
 * Seals the pictures of a case and the address of another one under the case's key. May be repeated: what is
 * there stays. Nothing is kept where the key was erased.
 */
export async function saveMedia(
  db: Database,
  sealer: Sealer,
  caseId: string,
  pictures: readonly Picture[],
  url: string | undefined,
): Promise<void> {
  if (pictures.length === 0 && url === undefined) return;
  await transaction(db, async (tx) => {
    const key = await caseKey(tx, sealer, caseId);
    if (!key) return;
    const rows = pictures.map(({ bytes, mime, width, height }, ordinal) => ({
      ...{ id: randomUUID(), caseId, ordinal, mime, width, height },
      sealed: sealer.sealBytes(key, bytes),
      at: sql`city_now()` as never,
    }));
    if (rows.length > 0) await tx.insert(mediaTable).values(rows).onConflictDoNothing();
    if (url === undefined) return;
    const link = { caseId, ref: MEDIA_URL, sealed: sealer.seal(key, url) };
    await tx.insert(sealedTable).values(link).onConflictDoNothing();
  });
}
