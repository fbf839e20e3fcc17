import { loadDesk } from '$lib/desk/setting.svelte.ts';
import { loadWorld } from '$lib/live/world.ts';
import type { PageLoad } from './$types';

/** Live and full of one person's work: nothing of it is worth drawing on the server. */
export const ssr = false;

export const load: PageLoad = async ({ data, fetch }) => {
  const [world, kept] = await Promise.all([loadWorld(fetch), loadDesk(fetch)]);
  return { ...data, world, kept };
};
