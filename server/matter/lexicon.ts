import { lexiconOf, type Lexicon } from '#domain/matter/lexicon.ts';
import type { Database } from '#server/db/pool.ts';
import { matterTable } from '#server/matter/table.ts';

/** The words and examples of the whole catalogue, ready for what somebody writes. */
export async function readLexicon(db: Database): Promise<Lexicon> {
  const { code, lexicon, examples } = matterTable;
  const rows = await db.select({ code, lexicon, examples }).from(matterTable);
  return lexiconOf(
    new Map(rows.map((row) => [row.code, row.lexicon])),
    new Map(rows.map((row) => [row.code, row.examples])),
  );
}
