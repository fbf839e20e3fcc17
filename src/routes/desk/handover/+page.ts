import { loadColleagues } from '$lib/desk/handover/colleagues.ts';
import { loadDesk } from '$lib/desk/setting.svelte.ts';
import { loadWorld } from '$lib/live/world.ts';
import type { PageLoad } from './$types';

/** Live, like the desk that it belongs to. */
export const ssr = false;

export const load: PageLoad = async ({ data, fetch }) => {
  const [world, kept, colleagues] = await Promise.all([
    loadWorld(fetch),
    loadDesk(fetch),
    loadColleagues(fetch),
  ]);
  return { ...data, world, kept, colleagues };
};
