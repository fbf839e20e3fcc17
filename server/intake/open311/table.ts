import { bigserial, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '#server/db/instant.ts';

/** Since when partners see which catalogue: Service Discovery answers it, so that they know when to ask anew. */
export const changesetTable = pgTable('open311_changeset', {
  id: bigserial({ mode: 'number' }).primaryKey(),
  digest: text().notNull(),
  at: instant().notNull(),
});
