import type { Channel } from '#domain/case/case.ts';
import type { Person } from '#domain/person/person.ts';

/** How something reaches those who stand in the community; the first is the usual one. What a volunteer registers is named by the force. */
export function channelsOf({ role, force }: Pick<Person, 'role' | 'force'>): Channel[] {
  if (role === 'volunteer') return [force === 'grid' ? 'grid' : 'volunteer'];
  return ['visit', 'site', 'grid', 'hotline', 'letter'];
}
