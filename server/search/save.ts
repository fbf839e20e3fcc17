import { sql, type SQL } from 'drizzle-orm';
import type { Case } from '#domain/case/case.ts';
import { factTokens, foundAlike, tokensIn, type Named } from '#domain/search/passage.ts';
import type { Sealer } from '#server/access/seal.ts';
import { caseKeyTable } from '#server/case/table.ts';
import { latest, type Unsaved } from '#server/case/unsaved.ts';
import { recordsetOf } from '#server/db/recordset.ts';
import { searchTable } from '#server/search/table.ts';

/** Counts up when tokens are made in another way: rows of an older revision are made anew. */
export const REVISION = 1;

/** What the write path needs to make tokens. */
export interface Tokenising {
  sealer: Sealer;
  world: Named;
}

/**
 * What keeps cases findable, as a part of the statement that saves them: none where nothing changed that they are
 * found by, which is so for most of what happens to a case.
 */
export function searchWith(tokenising: Tokenising, touched: readonly Unsaved[]): SQL[] {
  const rows = touched.flatMap((one) => rowOf(tokenising, one));
  if (rows.length === 0) return [];
  const { names, given } = recordsetOf(searchTable, rows);
  return [
    sql`findable as (insert into ${searchTable} (${names}) select ${names} from ${given}
      on conflict (case_id) do update set facts = excluded.facts, words = ${grown})`,
  ];
}

function rowOf({ sealer, world }: Tokenising, one: Unsaved): (typeof searchTable.$inferInsert)[] {
  const { before, fresh } = one;
  const after = latest(one) as Case;
  if (before && fresh.length === 0 && foundAlike(before, after, world)) return [];
  return [
    {
      caseId: after.id,
      at: after.discoveredAt,
      // A case that is older than its row has texts that nobody read for it: the backfill does.
      revision: before ? 0 : REVISION,
      facts: hashed(sealer, factTokens(after, world)),
      words: hashed(sealer, tokensIn(fresh)),
    },
  ];
}

/** A text of a case whose key was erased is not kept, so nothing may be found by it either. */
const grown = sql`case when exists (select from ${caseKeyTable} where ${caseKeyTable.caseId} = excluded.case_id)
  then ${searchTable.words} || excluded.words else '{}' end`;

/** In the order of the hashes: that of a text would say which tokens are neighbours, and give half of it away. */
export const hashed = (sealer: Sealer, tokens: Iterable<string>): number[] =>
  Array.from(tokens, (token) => sealer.token(token)).sort((a, b) => a - b);
