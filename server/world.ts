import type { Area } from '#domain/area/area.ts';
import { locate, type AreaBorder } from '#domain/area/locate.ts';
import type { World } from '#domain/context.ts';
import type { Department } from '#domain/department/department.ts';
import type { Matter } from '#domain/matter/matter.ts';
import type { OrderTemplate } from '#domain/order/template.ts';
import type { Site } from '#domain/site/site.ts';
import { loadBorders } from '#server/area/border.ts';
import { areaTable } from '#server/area/table.ts';
import type { Database } from '#server/db/pool.ts';
import { departmentTable } from '#server/department/table.ts';
import { matterTable } from '#server/matter/table.ts';
import { orderTemplateTable } from '#server/order/table.ts';
import { siteTable } from '#server/site/table.ts';

/** The world as lists, as screens load it once. */
export interface WorldData {
  areas: Area[];
  departments: Department[];
  matters: Matter[];
  sites: Site[];
  templates: OrderTemplate[];
}

export async function loadWorldData(db: Database): Promise<WorldData> {
  const [areas, departments, matters, sites, templates] = await Promise.all([
    db.select().from(areaTable).orderBy(areaTable.code),
    db.select().from(departmentTable).orderBy(departmentTable.id),
    db.select({ body: matterTable.body }).from(matterTable).orderBy(matterTable.code),
    db.select().from(siteTable).orderBy(siteTable.id),
    db.select().from(orderTemplateTable).orderBy(orderTemplateTable.id),
  ]);
  return {
    ...{ areas, departments, sites },
    matters: matters.map((row) => row.body),
    templates: templates.map((row) => row.body),
  };
}

/** The world as decisions read it. */
export function worldOf(data: WorldData, borders: readonly AreaBorder[] = loadBorders()): World {
  return {
    areas: new Map(data.areas.map((area) => [area.code, area])),
    departments: new Map(data.departments.map((department) => [department.id, department])),
    matters: new Map(data.matters.map((matter) => [matter.code, matter])),
    sites: data.sites,
    templates: data.templates,
    locate: (point) => locate(borders, point),
  };
}
