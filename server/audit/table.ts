import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Event } from '#domain/audit/event.ts';
import type { Scope } from '#domain/board/view.ts';
import type { Case } from '#domain/case/case.ts';
import type { ChainName } from '#server/audit/chain.ts';
import type { AuditAct, AuditDetails } from '#server/audit/entry.ts';
import { bytes } from '#server/db/bytes.ts';
import { instant } from '#server/db/instant.ts';

/** Each command once, by its id: a repeat gets the stored result, another body under the same id is refused. */
export const commandTable = pgTable(
  'command',
  {
    id: uuid().primaryKey(),
    actor: text().notNull(),
    type: text().notNull(),
    requestHash: text().notNull(),
    result: jsonb().$type<unknown>(),
    at: instant().notNull(),
  },
  // Rows come in the order of time, so that a few pages of ranges find the old ones.
  (table) => [index('command_at').using('brin', table.at)],
);

/** 事件: the log. Append-only, no personal data; a deferred trigger gives each row its number in the feed. */
export const eventTable = pgTable(
  'event',
  {
    eid: bigserial({ mode: 'number' }).primaryKey(),
    commandId: uuid(),
    caseId: uuid().notNull(),
    version: integer().notNull(),
    type: text().notNull(),
    /** The shape of the body; raised when a field changes its meaning. */
    v: integer().notNull().default(1),
    at: instant().notNull(),
    /** The whole event as the domain reads it. */
    body: jsonb().$type<Event>().notNull(),
    /** Where the case belonged before and after: an event is for those who see either. */
    before: jsonb().$type<Scope | null>(),
    after: jsonb().$type<Scope>().notNull(),
    /** The case after this event, where somebody sees it for the first time. */
    image: jsonb().$type<Case | null>(),
  },
  (table) => [
    index('event_case').on(table.caseId, table.version),
    index('event_at').on(table.at),
    /** What was warned of before under the same key. */
    index('event_warning')
      .on(sql`(body->'body'->>'key')`)
      .where(sql`type = 'warning.raised'`),
    /** The orders of a day: few among many. */
    index('event_order_issued')
      .on(table.at)
      .where(sql`type = 'order.issued'`),
    // The case behind the number of an order: written once per draft, unlike an index on the case's own body.
    index('event_order')
      .on(sql`(body -> 'body' ->> 'number')`)
      .where(sql`type = 'order.drafted'`),
  ],
);

/**
 * 审计记录: what was done or read that is no fact about a case: sign-ins, accounts, devices, reads of personal data,
 * exports. Append-only, ids only: never a name, a telephone number or a free text.
 */
export const auditEntryTable = pgTable(
  'audit_entry',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    /** By the database's own clock, not the city's: who looked when is no part of a simulated day. */
    at: instant()
      .notNull()
      .default(sql`clock_timestamp()`),
    /** As command.actor: a person's id, `partner:<id>`, `device:<id>`, `system`, or `nobody` before a sign-in. */
    actor: text().notNull(),
    act: text().$type<AuditAct>().notNull(),
    caseId: uuid(),
    /** The account, session, device, key or document that it was done to. */
    subject: text(),
    details: jsonb().$type<AuditDetails>().notNull().default({}),
  },
  (table) => [
    index('audit_entry_at').on(table.at),
    index('audit_entry_case').on(table.caseId),
    index('audit_entry_actor').on(table.actor, table.at),
  ],
);

/** 审计链: each row of the log and each entry once, bound by its hash to everything before it. INSERT only. */
export const auditLinkTable = pgTable(
  'audit_link',
  {
    chain: text().$type<ChainName>().notNull(),
    /** From 1 on without a hole; in the chain of the feed the feed's own number. */
    position: bigint({ mode: 'number' }).notNull(),
    /** The row that it binds: `feed.seq` or `audit_entry.id`. */
    ref: bigint({ mode: 'number' }).notNull(),
    /** In which form the row was written out to be hashed (row.ts). */
    form: smallint().notNull(),
    hash: bytes().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chain, table.position] }),
    /** Numbers of entries come into view out of order: which of them has no link yet. */
    uniqueIndex('audit_link_entry')
      .on(table.ref)
      .where(sql`chain = 'entries'`),
  ],
);

/** 存证: the signed heads of the chains as they were sent outside. What proves something is the copy out there. */
export const auditAnchorTable = pgTable('audit_anchor', {
  n: integer().primaryKey(),
  /** When it was signed, by the database's own clock. */
  at: instant()
    .notNull()
    .default(sql`clock_timestamp()`),
  /** The line that is sent, with its signature. */
  line: text().notNull(),
  /** Whoever sends it has said so here; after half a minute another may. */
  claimedAt: instant(),
  /** When the sink had taken it; null while it is still to be sent. */
  deliveredAt: instant(),
});
