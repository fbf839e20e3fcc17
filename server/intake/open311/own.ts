import { sql } from 'drizzle-orm';
import { redactPerson } from '#domain/case/redact.ts';
import { CONTACT, reportIn } from '#server/case/sealed.ts';
import type { Desk } from '#server/command.ts';
import { MEDIA_URL } from '#server/media/table.ts';

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
  if (caseIds.length === 0) return new Map();
  const { rows } = await db.execute<{ id: string; ref: string; sealed: Buffer; wrapped: Buffer }>(sql`
    select s.case_id as id, s.ref, s.sealed, k.wrapped from sealed s join case_key k using (case_id)
    where s.case_id = any(${sql.param([...caseIds])}::uuid[]) and s.ref in ('report', ${CONTACT}, ${MEDIA_URL})`);
  const byCase = new Map<string, Map<string, unknown>>();
  for (const { id, ref, sealed, wrapped } of rows) {
    const opened = byCase.get(id) ?? new Map<string, unknown>();
    byCase.set(id, opened.set(ref, sealer.open(sealer.unwrap(wrapped), sealed)));
  }
  return new Map([...byCase].map(([id, opened]) => [id, ownOf(opened)]));
}

/** Masked as for everybody: what names a person goes, also where the partner itself has written it into the words. */
function ownOf(opened: ReadonlyMap<string, unknown>): OwnWords {
  const report = reportIn(opened);
  const mediaUrl = opened.get(MEDIA_URL);
  return {
    words: report ? redactPerson(report.words, report.name) : null,
    mediaUrl: typeof mediaUrl === 'string' ? mediaUrl : null,
  };
}
