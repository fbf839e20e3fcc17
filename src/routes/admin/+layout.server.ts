import { requirePerson } from '../guard.ts';
import type { LayoutServerLoad } from './$types';

/** Who administers. What may be asked is the door's to decide. */
export const load: LayoutServerLoad = ({ locals, url }) => {
  const { id, name } = requirePerson(locals, url, '/admin');
  return { person: { id, name } };
};
