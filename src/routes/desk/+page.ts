import { loadWorld } from '$lib/live/world.ts';
import type { PageLoad } from './$types';

/** Live and full of one person's work: nothing of it is worth drawing on the server. */
export const ssr = false;

export const load: PageLoad = async ({ data, fetch }) => ({ ...data, world: await loadWorld(fetch) });
