import { sql } from 'drizzle-orm';
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { caseTable } from '#server/case/table.ts';
import { instant } from '#server/db/instant.ts';

/** 认领: who has said of a case "I have it", and until when. One row a case; one that has expired counts as none. */
export const claimTable = pgTable('claim', {
  caseId: uuid()
    .primaryKey()
    .references(() => caseTable.id),
  personId: text().notNull(),
  at: instant()
    .notNull()
    .default(sql`clock_timestamp()`),
  /** By the database's own clock: five minutes are five minutes, however fast a demonstration's day runs. */
  expiresAt: instant().notNull(),
});
