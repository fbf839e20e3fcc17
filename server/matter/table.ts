import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { Matter } from '#domain/matter/matter.ts';

/** 事权清单: one entry of the catalogue. */
export const matterTable = pgTable('matter', {
  code: text().primaryKey(),
  body: jsonb().$type<Matter>().notNull(),
});
