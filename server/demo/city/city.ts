import type { Area } from '#domain/area/area.ts';
import type { Department } from '#domain/department/department.ts';
import type { Entry } from '#domain/matter/lexicon.ts';
import type { Matter } from '#domain/matter/matter.ts';
import type { OrderTemplate } from '#domain/order/template.ts';
import type { Person } from '#domain/person/person.ts';
import type { Site } from '#domain/site/site.ts';
import { dayOfName } from '#domain/timer/calendar.ts';
import type { Duty } from '#domain/timer/roster.ts';
import { areas } from './areas.ts';
import { departments } from './departments.ts';
import { examples, lexicon, matters } from './matters.ts';
import { people } from './people.ts';
import { roster } from './roster.ts';
import { sites } from './sites.ts';
import { templates } from './templates.ts';

/** Everything that the demonstration knows before its day begins; the same at every start. */
export interface City {
  areas: Area[];
  sites: Site[];
  departments: Department[];
  matters: Matter[];
  lexicon: ReadonlyMap<string, Entry[]>;
  examples: ReadonlyMap<string, string[]>;
  people: Person[];
  templates: OrderTemplate[];
  roster: Duty[];
}

/** The day of the report; what is played may be another one. */
const REPORTED = dayOfName('2021-07-23');

/** @param today the number of the day that is played: the desk has its shifts around it */
export function cityOf(today = REPORTED): City {
  const tree = areas();
  const offices = departments(tree);
  const staff = people(tree, offices);
  return {
    areas: tree,
    sites: sites(),
    departments: offices,
    matters: matters(),
    lexicon: lexicon(),
    examples: examples(),
    people: staff,
    templates: templates(),
    roster: roster(staff, today),
  };
}
