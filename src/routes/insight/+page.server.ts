import { requirePerson } from '../guard.ts';
import type { PageServerLoad } from './$types';

/** Who reads. What may be read is the door's to decide; the address changes with every filter and is not watched. */
export const load: PageServerLoad = ({ locals, url, untrack }) => {
  const { name, role, areas, departmentId } = untrack(() => requirePerson(locals, url));
  return { person: { name, role, areas, departmentId } };
};
