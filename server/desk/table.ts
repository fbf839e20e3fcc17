import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { Arrangement } from '#domain/desk/arrangement.ts';
import { userTable } from '#server/access/table.ts';
import { instant } from '#server/db/instant.ts';

/** How a person likes to have the queue of the desk. */
export const deskSettingTable = pgTable('desk_setting', {
  personId: text()
    .primaryKey()
    .references(() => userTable.id),
  arrangement: jsonb().$type<Arrangement>().notNull(),
});

/** Filters of the queue under a name, of one person or for all who sit in an area. */
export const savedFilterTable = pgTable(
  'saved_filter',
  {
    id: uuid().primaryKey().defaultRandom(),
    ownerId: text()
      .notNull()
      .references(() => userTable.id),
    name: text().notNull(),
    query: text().notNull(),
    areaCode: text(),
    at: instant()
      .notNull()
      .default(sql`city_now()`),
  },
  (table) => [index('saved_filter_owner').on(table.ownerId), index('saved_filter_area').on(table.areaCode)],
);
