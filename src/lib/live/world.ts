import { namesOf } from '#domain/area/names.ts';
import type { Area } from '#domain/area/area.ts';
import type { Names } from '#domain/audit/words.ts';
import type { Department } from '#domain/department/department.ts';
import type { Matter } from '#domain/matter/matter.ts';
import type { Site } from '#domain/site/site.ts';

/** The world as a screen uses it: lists by id, and names for every id. */
export interface ScreenWorld {
  areas: ReadonlyMap<string, Area>;
  departments: ReadonlyMap<string, Department>;
  matters: ReadonlyMap<string, Matter>;
  sites: readonly Site[];
  names: Names;
}

interface WorldLists {
  areas: Area[];
  departments: Department[];
  matters: Matter[];
  sites: Site[];
}

/** For `load` functions: the world as the server hands it out. */
export async function loadWorld(fetch: typeof globalThis.fetch): Promise<ScreenWorld> {
  const response = await fetch('/api/v1/world');
  const lists = (await response.json()) as WorldLists;
  const areas = new Map(lists.areas.map((one) => [one.code, one]));
  const departments = new Map(lists.departments.map((one) => [one.id, one]));
  const matters = new Map(lists.matters.map((one) => [one.code, one]));
  return { areas, departments, matters, sites: lists.sites, names: namesOf({ areas, departments, matters }) };
}
