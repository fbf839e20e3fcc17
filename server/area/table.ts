import { doublePrecision, pgTable, text } from 'drizzle-orm/pg-core';

/** 辖区: the administrative tree; the code says where in it. */
export const areaTable = pgTable('area', {
  code: text().primaryKey(),
  name: text().notNull(),
  nameEn: text().notNull(),
  lat: doublePrecision(),
  lon: doublePrecision(),
});
