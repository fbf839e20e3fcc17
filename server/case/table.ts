import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Case, CaseState } from '#domain/case/case.ts';
import { bytes } from '#server/db/bytes.ts';
import { instant } from '#server/db/instant.ts';

/** 诉求: the state that its events fold to, and beside it the columns that queries look for. No personal data. */
export const caseTable = pgTable(
  'case',
  {
    id: uuid().primaryKey(),
    number: text().notNull().unique(),
    version: integer().notNull(),
    state: text().$type<CaseState>().notNull(),
    areaCode: text().notNull(),
    departments: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** 被反映单位: no one of this department ever sees the case (excluded.ts). */
    excludedDepartmentId: text(),
    matterCode: text(),
    channel: text().notNull(),
    /** WGS-84 degrees of the place: what is looked for around another case. */
    lat: doublePrecision().notNull(),
    lon: doublePrecision().notNull(),
    discoveredAt: instant().notNull(),
    acceptedAt: instant(),
    resolvedAt: instant(),
    closedAt: instant(),
    /** case.ts `isWatched`: boards keep it although it is over. */
    watched: boolean().notNull().default(false),
    body: jsonb().$type<Case>().notNull(),
  },
  (table) => [
    index('case_area_open').on(table.areaCode.op('text_pattern_ops'), table.closedAt),
    index('case_departments').using('gin', table.departments),
    index('case_watched')
      .on(table.areaCode.op('text_pattern_ops'))
      .where(sql`watched`),
    index('case_discovered').on(table.discoveredAt),
    index('case_resolved').on(table.resolvedAt),
    index('case_matter_place').on(table.matterCode, table.lat, table.lon),
    /** Since when it is known what a case is about; the other columns spare the watch a look at the rows. */
    index('case_known')
      .on(sql`coalesce(accepted_at, discovered_at)`, table.areaCode, table.matterCode)
      .where(sql`matter_code is not null`),
    /** What Open311 lists: few among many. */
    index('case_partner')
      .on(table.discoveredAt)
      .where(sql`channel = 'partner'`),
  ],
);

/** 查询码: only a keyed hash of the code is kept, so that reading this table opens nothing. */
export const receiptTable = pgTable('receipt', {
  codeHash: text().primaryKey(),
  caseId: uuid()
    .notNull()
    .references(() => caseTable.id),
});

/** The key of a case's personal data, itself encrypted; erasing it erases the person. */
export const caseKeyTable = pgTable('case_key', {
  caseId: uuid()
    .primaryKey()
    .references(() => caseTable.id),
  wrapped: bytes().notNull(),
});

/** Personal data and free text, AES-256-GCM under the case's key. `ref` is what it belongs to: report, outcome, a record's id. */
export const sealedTable = pgTable(
  'sealed',
  {
    caseId: uuid()
      .notNull()
      .references(() => caseTable.id),
    ref: text().notNull(),
    sealed: bytes().notNull(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.ref] })],
);

/** Running numbers of a district's day, for cases and for orders. */
export const counterTable = pgTable('counter', {
  name: text().primaryKey(),
  value: bigint({ mode: 'number' }).notNull(),
});
