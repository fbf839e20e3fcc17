import type { View } from '#domain/board/view.ts';
import type { Person } from '#domain/person/person.ts';

/** The district whose people and places the crowd is made of. */
export const HOME = '440310';

/** Everybody of the district who has a screen or acts. */
export const crowdOf = (people: readonly Person[]): Person[] =>
  people.filter(({ areas, role }) => areas.some((area) => area.startsWith(HOME)) && !role.endsWith('-admin'));

/** What somebody looks at: all that may be seen. */
export const viewOf = ({ areas, departmentId }: Person): View =>
  departmentId ? { areas: [], departments: [departmentId] } : { areas, departments: [] };
