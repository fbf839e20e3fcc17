import { sql } from 'drizzle-orm';
import { index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { EraseReason } from '#domain/case/erase.ts';
import { caseTable } from '#server/case/table.ts';
import { instant } from '#server/db/instant.ts';

/** 删除个人信息: asked for by one administrator, carried out when another one confirms; ids and codes only. */
export const erasureTable = pgTable(
  'erasure',
  {
    id: uuid().primaryKey(),
    caseId: uuid()
      .notNull()
      .references(() => caseTable.id),
    reason: text().$type<EraseReason>().notNull(),
    /** As command.actor; `system` for the command line and for what a rule of retention does. */
    askedBy: text().notNull(),
    askedAt: instant()
      .notNull()
      .default(sql`city_now()`),
    decidedBy: text(),
    decidedAt: instant(),
    /** When the key was erased; null where the second person declined, or has not decided. */
    erasedAt: instant(),
  },
  (table) => [
    index('erasure_case').on(table.caseId),
    // One question at a time about one case.
    uniqueIndex('erasure_open')
      .on(table.caseId)
      .where(sql`decided_at is null`),
  ],
);
