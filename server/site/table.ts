import { doublePrecision, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { Circle, SiteKind } from '#domain/site/site.ts';

/** 服务站点 with its circles. */
export const siteTable = pgTable(
  'site',
  {
    id: text().primaryKey(),
    areaCode: text().notNull(),
    name: text().notNull(),
    nameEn: text().notNull(),
    kind: text().$type<SiteKind>().notNull(),
    lat: doublePrecision().notNull(),
    lon: doublePrecision().notNull(),
    opensAtMin: integer().notNull(),
    closesAtMin: integer().notNull(),
    circles: jsonb().$type<Circle[]>().notNull(),
  },
  (table) => [index('site_area').on(table.areaCode)],
);
