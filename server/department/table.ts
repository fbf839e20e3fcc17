import { doublePrecision, index, pgTable, text } from 'drizzle-orm/pg-core';

/** 职能部门. */
export const departmentTable = pgTable(
  'department',
  {
    id: text().primaryKey(),
    areaCode: text().notNull(),
    kind: text().notNull(),
    name: text().notNull(),
    shortName: text().notNull(),
    nameEn: text().notNull(),
    lat: doublePrecision().notNull(),
    lon: doublePrecision().notNull(),
  },
  (table) => [index('department_kind_area').on(table.kind, table.areaCode)],
);
