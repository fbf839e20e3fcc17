import { index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/**
 * What all processes count together. The key is a keyed hash: neither an address nor a code can be read from it, and
 * the row is of no use once its window is over.
 */
export const quotaTable = pgTable(
  'quota',
  {
    key: text().primaryKey(),
    times: integer().notNull(),
    /** By the database's own clock, which all processes share. */
    endsAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [index('quota_ends').on(table.endsAt)],
);
