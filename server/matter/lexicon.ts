import { lexiconOf, type Lexicon } from '#domain/matter/lexicon.ts';
import type { Database } from '#server/db/pool.ts';
import { matterTable } from '#server/matter/table.ts';

/** The words of the whole catalogue, ready to be found in what somebody writes. */
export async function readLexicon(db: Database): Promise<Lexicon> {
  const { code, lexicon } = matterTable;
  const rows = await db.select({ code, lexicon }).from(matterTable);
  return lexiconOf(new Map(rows.map((row) => [row.code, row.lexicon])));
}
