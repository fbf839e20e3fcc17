import { sql, type SQL } from 'drizzle-orm';
import { type AnyPgColumn, index, integer, pgTable, uuid } from 'drizzle-orm/pg-core';
import { caseTable } from '#server/case/table.ts';
import { instant } from '#server/db/instant.ts';

/** Keyed hashes of tokens (Sealer.token): no text, and of no use without the installation's secret. */
const tokens = () =>
  integer()
    .array()
    .notNull()
    .default(sql`'{}'`);

/** All tokens of a row: a function of the migration, whose cost keeps the planner at the index. */
export const tokensOf = (table: { facts: AnyPgColumn; words: AnyPgColumn }): SQL =>
  sql`tokens_of(${table.facts}, ${table.words})`;

/** What a case is found by (decision 0010). A trigger empties `words` when the case's key is erased. */
export const searchTable = pgTable(
  'search',
  {
    caseId: uuid()
      .primaryKey()
      .references(() => caseTable.id),
    /** When the case was discovered: the newest are found first. */
    at: instant().notNull(),
    /** How the tokens were made; the rows of an older way are made anew (backfill.ts). */
    revision: integer().notNull(),
    /** Of the facts, and of the areas and departments that it belongs to: written anew when they change. */
    facts: tokens(),
    /** Of the sealed texts: they only grow. */
    words: tokens(),
  },
  // Without a list of pending entries: every search would read it, and now and then a command would have to empty it.
  (table) => [index('search_tokens').using('gin', tokensOf(table)).with({ fastupdate: false })],
);
