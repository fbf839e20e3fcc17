import { requirePerson } from '../guard.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url }) => ({
  person: requirePerson(locals, url, '/department'),
});
