import { loadWorld } from '$lib/live/world.ts';
import { loadBasemap } from '$lib/map/basemap.ts';
import { expectLeaflet } from '$lib/map/leaflet.ts';
import type { PageLoad } from './$types';

export const ssr = false;

export const load: PageLoad = async ({ data, fetch, params }) => {
  if (data.access !== 'granted') return { ...data, scenery: null };
  expectLeaflet();
  const [world, basemap] = await Promise.all([loadWorld(fetch), loadBasemap(params.area, fetch)]);
  return { ...data, scenery: { world, basemap } };
};
