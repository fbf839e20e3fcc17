import { requirePerson } from '../guard.ts';
import type { PageServerLoad } from './$types';

/** Who sits at the desk. The address is not tracked: a filter or a selection must not ask the server again. */
export const load: PageServerLoad = ({ locals, url, untrack }) => {
  const { id, name, role, areas, deputyOf } = untrack(() => requirePerson(locals, url));
  return { seat: { id, name, role, areas, deputy: deputyOf !== null } };
};
