import { idleMsOf } from '#domain/person/session.ts';
import type { LayoutServerLoad } from './$types';

/** After how long without an act the session behind this page ends; null where it does not. And what its maps lie on. */
export const load: LayoutServerLoad = ({ locals }) => ({
  tiles: locals.viewer ? locals.app.tiles : null,
  idleMs: locals.viewer?.kind === 'person' ? idleMsOf(locals.viewer.person.role) : null,
});
