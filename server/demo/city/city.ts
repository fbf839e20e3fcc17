import type { Area } from '#domain/area/area.ts';
import type { Department } from '#domain/department/department.ts';
import type { Matter } from '#domain/matter/matter.ts';
import type { Person } from '#domain/person/person.ts';
import type { Site } from '#domain/site/site.ts';
import { areas } from './areas.ts';
import { departments } from './departments.ts';
import { matters } from './matters.ts';
import { people } from './people.ts';
import { sites } from './sites.ts';

/** Everything that the demonstration knows before its day begins; the same at every start. */
export interface City {
  areas: Area[];
  sites: Site[];
  departments: Department[];
  matters: Matter[];
  people: Person[];
}

export function cityOf(): City {
  const tree = areas();
  const offices = departments(tree);
  return {
    areas: tree,
    sites: sites(),
    departments: offices,
    matters: matters(),
    people: people(tree, offices),
  };
}
