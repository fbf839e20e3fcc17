import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '#server/db/instant.ts';

/**
 * 送达记录: one order on one screen, as the screen itself acknowledged it; times by the city's clock on the server. It
 * counts screens and no persons: a staff's screen is named by a keyed hash that is another one for every order.
 */
export const orderScreenTable = pgTable(
  'order_screen',
  {
    orderId: uuid().notNull(),
    kind: text().$type<'wall' | 'staff'>().notNull(),
    /** The wall's device; of a staff's screen the hash of order and account. */
    screenId: text().notNull(),
    /** Of the officer who looked; null for everybody else. */
    departmentId: text(),
    /** When it was first sent there. */
    sentAt: instant().notNull(),
    /** When the server heard that the board held it. */
    receivedAt: instant(),
    /** When the server heard that it had been painted. */
    shownAt: instant(),
  },
  (table) => [primaryKey({ columns: [table.orderId, table.kind, table.screenId] })],
);
