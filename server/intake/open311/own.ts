import { sql } from 'drizzle-orm';
import type { SealedReport } from '#server/case/sealed.ts';
import type { Desk } from '#server/command.ts';
import { MEDIA_URL } from '#server/media/save.ts';

/** What a partner sent for a request, for that partner. The name and the telephone number are not handed out again. */
export interface OwnWords {
  words: string | null;
  mediaUrl: string | null;
}

/** Opens the words of these cases, by case id; a case whose key was erased is not among them. */
export async function ownWords(
  { db, sealer }: Pick<Desk, 'db' | 'sealer'>,
  caseIds: readonly string[],
): Promise<Map<string, OwnWords>> {
  const found = new Map<string, OwnWords>();
  if (caseIds.length === 0) return found;
  const { rows } = await db.execute<{ id: string; ref: string; sealed: Buffer; wrapped: Buffer }>(sql`
    select s.case_id as id, s.ref, s.sealed, k.wrapped from sealed s join case_key k using (case_id)
    where s.case_id = any(${sql.param([...caseIds])}::uuid[]) and s.ref in ('report', ${MEDIA_URL})`);
  for (const { id, ref, sealed, wrapped } of rows) {
    const opened = sealer.open(sealer.unwrap(wrapped), sealed);
    const before = found.get(id) ?? { words: null, mediaUrl: null };
    found.set(
      id,
      ref === MEDIA_URL
        ? { ...before, mediaUrl: opened as string }
        : { ...before, words: (opened as SealedReport).words },
    );
  }
  return found;
}
