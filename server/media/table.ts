import { integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { caseTable } from '#server/case/table.ts';
import { bytes } from '#server/db/bytes.ts';
import { instant } from '#server/db/instant.ts';

/** The address that a partner gave for a picture is sealed under this reference: it leads to what it shows. */
export const MEDIA_URL = 'media-url';

/**
 * Photographs of a case. They may show people, so the picture is sealed under the case's key like every other
 * personal thing and is gone with it; what stands in clear says nothing of what is to be seen.
 */
export const mediaTable = pgTable(
  'media',
  {
    id: uuid().primaryKey(),
    caseId: uuid()
      .notNull()
      .references(() => caseTable.id),
    /** Which of the pictures of its report, from 0: a repeat of the report adds none twice. */
    ordinal: integer().notNull(),
    sealed: bytes().notNull(),
    mime: text().notNull(),
    width: integer().notNull(),
    height: integer().notNull(),
    at: instant().notNull(),
  },
  (table) => [unique('media_ordinal').on(table.caseId, table.ordinal)],
);
