import { loadWorld } from '$lib/live/world.ts';
import type { PageLoad } from './$types';

export const ssr = false;

export const load: PageLoad = async ({ fetch, data }) => ({ ...data, world: await loadWorld(fetch) });
