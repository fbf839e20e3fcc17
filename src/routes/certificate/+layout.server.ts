import { requirePerson } from '../guard.ts';
import { areaName } from './area-name.ts';
import type { LayoutServerLoad } from './$types';

/** Who reads. What may be read is the door's to decide. */
export const load: LayoutServerLoad = ({ locals, url, untrack }) => {
  const { name, role, areas } = untrack(() => requirePerson(locals, url));
  return { person: { name, role, area: areaName(areas[0] ?? '', locals.app.world.areas, locals.language) } };
};
