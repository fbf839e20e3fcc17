import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { OrderTemplate } from '#domain/order/template.ts';

/** 发令单模板. */
export const orderTemplateTable = pgTable('order_template', {
  id: text().primaryKey(),
  body: jsonb().$type<OrderTemplate>().notNull(),
});
