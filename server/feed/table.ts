import { bigint, integer, pgTable, uuid } from 'drizzle-orm/pg-core';

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
});
