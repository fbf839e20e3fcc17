import type { View } from '#domain/board/view.ts';
import { isAdministrator, type Person } from '#domain/person/person.ts';

/** The district whose people and places the crowd is made of. */
export const HOME = '440310';

/** Everybody of the district who has a screen or acts. */
export const crowdOf = (people: readonly Person[]): Person[] =>
  people.filter(({ areas, role }) => areas.some((area) => area.startsWith(HOME)) && !isAdministrator(role));

/** What somebody looks at: all that may be seen. The three administrators see no case. */
export function viewOf({ role, areas, departmentId }: Person): View {
  if (isAdministrator(role)) return { areas: [], departments: [] };
  return departmentId ? { areas: [], departments: [departmentId] } : { areas, departments: [] };
}
