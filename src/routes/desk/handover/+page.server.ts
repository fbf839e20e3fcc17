import { requirePerson } from '../../guard.ts';
import type { PageServerLoad } from './$types';

/** Who hands over, takes over, or looks on. The address is not tracked: whose list it is must not ask the server again. */
export const load: PageServerLoad = ({ locals, url, untrack }) => {
  const person = untrack(() => requirePerson(locals, url, '/desk/handover'));
  const { id, name, role, areas, deputyOf } = person;
  return { seat: { id, name, role, areas, deputy: deputyOf !== null } };
};
