import { sql } from 'drizzle-orm';
import { lexiconOf, type Lexicon } from '#domain/matter/lexicon.ts';
import type { Database } from '#server/db/pool.ts';
import { matterTable } from '#server/matter/table.ts';

/** A lexicon, and what tells it from one of other words. */
export interface ReadLexicon {
  mark: string;
  lexicon: Lexicon;
}

/**
 * The words and examples of the whole catalogue, ready for what somebody writes.
 * @param known answered again where nothing of it has changed: to learn takes a second of the processor
 */
export async function readLexicon(db: Database, known?: ReadLexicon): Promise<ReadLexicon> {
  const { code, lexicon, examples } = matterTable;
  const text = sql`${code} || ${lexicon}::text || ${examples}::text`;
  const [marked] = await db
    .select({ mark: sql<string>`coalesce(md5(string_agg(${text}, '' order by ${code})), '')` })
    .from(matterTable);
  const mark = marked?.mark ?? '';
  if (known?.mark === mark) return known;
  const rows = await db.select({ code, lexicon, examples }).from(matterTable);
  const words = new Map(rows.map((row) => [row.code, row.lexicon]));
  const sentences = new Map(rows.map((row) => [row.code, row.examples]));
  return { mark, lexicon: lexiconOf(words, sentences) };
}
