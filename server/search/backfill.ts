import { inArray, sql } from 'drizzle-orm';
import { factTokens, tokensIn } from '#domain/search/passage.ts';
import { openPassages } from '#server/case/sealed.ts';
import { caseTable } from '#server/case/table.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { hashed, REVISION, type Tokenising } from '#server/search/save.ts';
import { searchTable } from '#server/search/table.ts';

/** A command waits for a case that is being read, so only a few are held at a time. */
const BATCH = 25;

/**
 * Makes the tokens of cases that have none, or have those of an older way: of an installation that is older than its
 * search, and after a change of how tokens are made. May run in every process at any time; answers how many it made.
 */
export async function backfill(db: Database, tokenising: Tokenising): Promise<number> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select c.id from "case" c left join search s on s.case_id = c.id
    where s.case_id is null or s.revision < ${REVISION}`);
  let made = 0;
  for (let from = 0; from < rows.length; from += BATCH) {
    const ids = rows.slice(from, from + BATCH).map(({ id }) => id);
    made += await transaction(db, (tx) => makeTokens(tx, tokenising, ids));
  }
  return made;
}

/** Under the locks of the cases, so that no text is sealed meanwhile; one that somebody holds is left for the next time. */
async function makeTokens(tx: Database, { sealer, world }: Tokenising, ids: string[]): Promise<number> {
  const cases = await tx
    .select({ body: caseTable.body })
    .from(caseTable)
    .where(inArray(caseTable.id, ids))
    .for('update', { skipLocked: true });
  if (cases.length === 0) return 0;
  const free = await openPassages(tx, sealer, ids);
  const rows = cases.map(({ body }) => ({
    caseId: body.id,
    at: body.discoveredAt,
    revision: REVISION,
    facts: hashed(sealer, factTokens(body, world)),
    words: hashed(sealer, tokensIn(free.get(body.id) ?? [])),
  }));
  const { facts, words, revision } = {
    facts: sql`excluded.facts`,
    words: sql`excluded.words`,
    revision: REVISION,
  };
  await tx
    .insert(searchTable)
    .values(rows)
    .onConflictDoUpdate({ target: searchTable.caseId, set: { facts, words, revision } });
  return cases.length;
}
