import { mount } from 'svelte';
import type { Case } from '#domain/case/case.ts';
import { namesOf } from '#domain/area/names.ts';
import { loadBasemap } from '$lib/map/basemap.ts';
import LiveMap from '$lib/map/LiveMap.svelte';
import type { Arm } from './arm.ts';
import type { Life } from './life.ts';

/** The wall's own map, given what Wall.svelte gives it, at the wall's beat: once a second (moment.svelte.ts). */
export async function openOurs(target: HTMLElement, life: Life, now: () => number): Promise<Arm> {
  const basemap = await loadBasemap('440310');
  const read = (): { cases: Map<string, Case>; now: number } => ({
    cases: new Map(life.cases),
    now: Math.floor(now() / 1_000) * 1_000,
  });
  let moment = $state.raw(read());
  mount(LiveMap, {
    target,
    props: {
      area: '440310',
      home: ['440310'],
      basemap,
      sites: life.sites,
      departments: life.departments,
      names: namesOf({ areas: new Map(), departments: life.departments, matters: new Map() }),
      theme: 'dark',
      unit: 10.8,
      get cases() {
        return moment.cases;
      },
      get now() {
        return moment.now;
      },
    },
  });
  setInterval(() => (moment = read()), 1_000);
  return { apply: () => undefined };
}
