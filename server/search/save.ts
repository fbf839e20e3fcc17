import { sql } from 'drizzle-orm';
import type { Case } from '#domain/case/case.ts';
import { factTokens, tokensIn, type Named, type Passage } from '#domain/search/passage.ts';
import type { Sealer } from '#server/access/seal.ts';
import { caseKeyTable } from '#server/case/table.ts';
import type { Database } from '#server/db/pool.ts';
import { searchTable } from '#server/search/table.ts';

/** Counts up when tokens are made in another way: rows of an older revision are made anew. */
export const REVISION = 1;

/** What the write path needs to make tokens. */
export interface Tokenising {
  sealer: Sealer;
  world: Named;
}

/**
 * What keeps a case findable, as a part of the statement that saves it: none where nothing changed that it is found
 * by, which is so for most of what happens to a case.
 * @param fresh the free texts that this act adds
 */
export function searchWith(
  tx: Database,
  { sealer, world }: Tokenising,
  before: Case | undefined,
  after: Case,
  fresh: readonly Passage[],
) {
  const facts = factTokens(after, world);
  if (before && fresh.length === 0 && same(facts, factTokens(before, world))) return [];
  const row = {
    caseId: after.id,
    at: after.discoveredAt,
    // A case that is older than its row has texts that nobody read for it: the backfill does.
    revision: before ? 0 : REVISION,
    facts: hashed(sealer, facts),
    words: hashed(sealer, tokensIn(fresh)),
  };
  const kept = tx
    .insert(searchTable)
    .values(row)
    .onConflictDoUpdate({
      target: searchTable.caseId,
      set: { facts: sql`excluded.facts`, words: grown },
    })
    .returning({ caseId: searchTable.caseId });
  return [tx.$with('findable').as(kept)];
}

/** A text of a case whose key was erased is not kept, so nothing may be found by it either. */
const grown = sql`case when exists (select from ${caseKeyTable} where ${caseKeyTable.caseId} = excluded.case_id)
  then ${searchTable.words} || excluded.words else '{}' end`;

const same = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((one) => b.has(one));

/** In the order of the hashes: that of a text would say which tokens are neighbours, and give half of it away. */
export const hashed = (sealer: Sealer, tokens: Iterable<string>): number[] =>
  Array.from(tokens, (token) => sealer.token(token)).sort((a, b) => a - b);
