import { loadWorld } from '$lib/live/world.ts';
import type { LayoutLoad } from './$types';

export const ssr = false;

export const load: LayoutLoad = async ({ data, fetch }) => ({
  person: data.person,
  world: await loadWorld(fetch),
});
