import { sql } from 'drizzle-orm';
import { bigint, integer, pgTable, uuid } from 'drizzle-orm/pg-core';
import { instant } from '#server/db/instant.ts';

/** One row: the last number of the feed, and an epoch that changes after a restore or a promotion. */
export const feedHeadTable = pgTable('feed_head', {
  id: integer().primaryKey(),
  seq: bigint({ mode: 'number' }).notNull(),
  epoch: uuid().notNull(),
});

/** The gapless sequence, assigned at commit (docs/decisions/0002). */
export const feedTable = pgTable('feed', {
  seq: bigint({ mode: 'number' }).primaryKey(),
  eid: bigint({ mode: 'number' }).notNull().unique(),
  /** When the number was taken, by the database's own clock: the commit, but for its writing. Null for the oldest. */
  at: instant().default(sql`clock_timestamp()` as never),
});
