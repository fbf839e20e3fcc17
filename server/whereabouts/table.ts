import { sql } from 'drizzle-orm';
import { doublePrecision, pgTable, text } from 'drizzle-orm/pg-core';
import { userTable } from '#server/access/table.ts';
import { instant } from '#server/db/instant.ts';

/** 在岗: where each volunteer on duty was last, and nothing of before. Whoever has no row is off duty. */
export const whereaboutsTable = pgTable('whereabouts', {
  personId: text()
    .primaryKey()
    .references(() => userTable.id),
  lat: doublePrecision().notNull(),
  lon: doublePrecision().notNull(),
  /** By the database's own clock: fifteen minutes are fifteen minutes, however fast a demonstration's day runs. */
  at: instant()
    .notNull()
    .default(sql`clock_timestamp()`),
});
