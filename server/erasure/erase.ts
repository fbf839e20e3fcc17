import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { EraseReason } from '#domain/case/erase.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { note } from '#server/audit/entry.ts';
import { caseKeyTable, caseTable, receiptTable, sealedTable } from '#server/case/table.ts';
import { contactRevealTable, phoneIndexTable } from '#server/contact/table.ts';
import type { Database } from '#server/db/pool.ts';
import { mediaTable } from '#server/media/table.ts';
import { searchTable } from '#server/search/table.ts';

/** Whose case it is about, and whether it can be erased: only what is over, and only once. */
export async function erasable(tx: Database, number: string): Promise<{ caseId: string } | Refusal> {
  const [row] = await tx
    .select({ caseId: caseTable.id, closedAt: caseTable.closedAt, wrapped: caseKeyTable.wrapped })
    .from(caseTable)
    .leftJoin(caseKeyTable, eq(caseKeyTable.caseId, caseTable.id))
    .where(eq(caseTable.number, number))
    .for('update', { of: caseTable });
  if (!row) return refuse('not-found');
  if (row.closedAt === null) return refuse('erase-open', { number });
  return row.wrapped === null ? refuse('erase-done', { number }) : { caseId: row.caseId };
}

/**
 * 删除个人信息: the key, and everything that it opened; what was found by it; the receipt code. The case, its log and the
 * audit hold ids, codes and instants only, and stay whole. To be called under the lock of the case.
 */
export async function erase(
  tx: Database,
  caseId: string,
  { actor, reason, erasureId }: { actor: string; reason: EraseReason; erasureId?: string },
): Promise<void> {
  await tx.delete(caseKeyTable).where(eq(caseKeyTable.caseId, caseId));
  await tx.delete(sealedTable).where(eq(sealedTable.caseId, caseId));
  await tx.delete(mediaTable).where(eq(mediaTable.caseId, caseId));
  await tx.delete(receiptTable).where(eq(receiptTable.caseId, caseId));
  await tx.delete(phoneIndexTable).where(eq(phoneIndexTable.caseId, caseId));
  // By its number, its place and its matter the case is still found.
  await tx.update(searchTable).set({ words: [] }).where(eq(searchTable.caseId, caseId));
  await tx
    .update(contactRevealTable)
    .set({ words: sql`null` })
    .where(and(eq(contactRevealTable.caseId, caseId), isNotNull(contactRevealTable.words)));
  await note(tx, {
    actor,
    act: 'case.erase',
    caseId,
    ...(erasureId === undefined ? {} : { subject: erasureId }),
    details: { reason },
  });
}
