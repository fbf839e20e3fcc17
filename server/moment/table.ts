import { bigint, integer, jsonb, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import type { Case } from '#domain/case/case.ts';
import { caseTable } from '#server/case/table.ts';
import { instant } from '#server/db/instant.ts';

/**
 * 时刻: the instants at which the city's cases are kept as they stood, so that nobody has to fold a whole log. At the beginning
 * of a day all that a board holds, later on that day what changed since the moment before.
 */
export const momentTable = pgTable('moment', {
  at: instant().primaryKey(),
  /** How far the feed went when it was made: what has a later number and an earlier instant is not in it. */
  seq: bigint({ mode: 'number' }).notNull(),
});

/** A case as it stood at a moment. It follows from the log, and holds no more than that. */
export const momentCaseTable = pgTable(
  'moment_case',
  {
    at: instant()
      .notNull()
      .references(() => momentTable.at, { onDelete: 'cascade' }),
    caseId: uuid()
      .notNull()
      .references(() => caseTable.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    body: jsonb().$type<Case>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.at, table.caseId] })],
);
