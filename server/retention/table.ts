import { bigserial, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import type { RetentionSubject } from '#domain/retention.ts';
import { instant } from '#server/db/instant.ts';

/** 保存期限: dated versions; the one in force is the latest that has begun. */
export const retentionRuleTable = pgTable(
  'retention_rule',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    subject: text().$type<RetentionSubject>().notNull(),
    days: integer().notNull(),
    /** The law or the decision that it follows from. */
    source: text().notNull(),
    fromAt: instant().notNull(),
    enactedBy: text().notNull(),
  },
  (table) => [index('retention_rule_from').on(table.subject, table.fromAt)],
);
