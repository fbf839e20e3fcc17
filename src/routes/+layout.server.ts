import { idleMsOf } from '#domain/person/session.ts';
import type { LayoutServerLoad } from './$types';

/** After how long without an act the session behind this page ends; null where it does not. */
export const load: LayoutServerLoad = ({ locals }) => ({
  idleMs: locals.viewer?.kind === 'person' ? idleMsOf(locals.viewer.person.role) : null,
});
