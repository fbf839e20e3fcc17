import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { Entry } from '#domain/matter/lexicon.ts';
import type { Matter } from '#domain/matter/matter.ts';

/** 事权清单: one entry of the catalogue. */
export const matterTable = pgTable('matter', {
  code: text().primaryKey(),
  body: jsonb().$type<Matter>().notNull(),
  /** 词库: the words that speak for it, with their weights. Apart from the body, because no screen needs them all. */
  lexicon: jsonb().$type<Entry[]>().notNull().default([]),
  /** 例句: sentences about it, invented or freed of persons, from which the suggestion learns. */
  examples: jsonb().$type<string[]>().notNull().default([]),
});
