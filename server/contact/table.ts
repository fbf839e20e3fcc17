import { sql } from 'drizzle-orm';
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { RevealReason } from '#domain/case/reveal.ts';
import { caseTable } from '#server/case/table.ts';
import { bytes } from '#server/db/bytes.ts';
import { instant } from '#server/db/instant.ts';

/**
 * 联系方式的显示记录: when a contact was shown, to which office and why: what the resident reads behind the receipt code.
 * Who it was stands here and in the audit, and is told to nobody else. Append-only but for the words, which an
 * erasure takes out.
 */
export const contactRevealTable = pgTable(
  'contact_reveal',
  {
    id: uuid().primaryKey(),
    caseId: uuid()
      .notNull()
      .references(() => caseTable.id),
    personId: text().notNull(),
    departmentId: text(),
    /** The jurisdiction in which it was seen; of an officer that of the department. */
    areaCode: text().notNull(),
    reason: text().$type<RevealReason>().notNull(),
    /** Further words, under the key of the case. */
    words: bytes(),
    /** By the database's own clock: ten minutes are ten minutes, however fast a demonstration's day runs. */
    at: instant()
      .notNull()
      .default(sql`clock_timestamp()`),
    expiresAt: instant().notNull(),
    /** By the city's clock, as every other instant that the resident is told. */
    cityAt: instant()
      .notNull()
      .default(sql`city_now()`),
  },
  (table) => [index('contact_reveal_case').on(table.caseId, table.personId, table.expiresAt)],
);

/**
 * 盲索引: the telephone number of a case as a keyed hash, so that a dispatcher finds the earlier cases of somebody who
 * calls. Without the secret nobody can try numbers, and none can be read back.
 */
export const phoneIndexTable = pgTable(
  'phone_index',
  {
    caseId: uuid()
      .primaryKey()
      .references(() => caseTable.id),
    phoneHash: text().notNull(),
  },
  (table) => [index('phone_index_hash').on(table.phoneHash)],
);
