import 'leaflet/dist/leaflet.css';
import { Canvas, Circle, CircleMarker, Map as LeafletMap, type PathOptions } from 'leaflet';
import type { Case } from '#domain/case/case.ts';
import { isOpenAt } from '#domain/site/site.ts';
import { rulingTimer } from '$lib/map/mark.ts';
import { tierOf } from '#domain/timer/timer.ts';
import type { Arm } from './arm.ts';
import type { Life } from './life.ts';

const RINGS = {
  appeals: { color: '#5b8def', weight: 1.6 },
  legal: { color: '#a48be0', weight: 1.6, dashArray: '9 5' },
  counselling: { color: '#3fb5a3', weight: 2.4, dashArray: '0.1 4.5' },
} as const;
const COLOURS = { running: '#8db4da', amber: '#f2b134', red: '#ff6055' } as const;

/**
 * What a page with Leaflet alone would do: a circle for each service of each site, a circle marker for each case, one canvas
 * renderer in a pane of its own, each change applied as it comes. No base map, no clusters, no order lines, no countdowns.
 */
export async function openPlain(target: HTMLElement, life: Life, now: () => number): Promise<Arm> {
  const map = new LeafletMap(target, {
    attributionControl: false,
    zoomControl: false,
    zoomAnimation: false,
    zoomSnap: 0,
  });
  map.fitBounds([
    [22.62, 114.28],
    [22.8, 114.44],
  ]);
  map.createPane('live').style.zIndex = '450';
  const renderer = new Canvas({ pane: 'live' });
  for (const site of life.sites) {
    for (const { service, radiusM } of site.circles) {
      const opacity = isOpenAt(site, now()) ? 0.62 : 0.2;
      const look = { ...RINGS[service], opacity, fillOpacity: service === 'appeals' ? 0.07 : 0 };
      new Circle([site.lat, site.lon], { radius: radiusM, renderer, ...look }).addTo(map);
    }
  }
  const markers = new Map<string, CircleMarker>();
  const look = (subject: Case): PathOptions & { radius: number } => {
    const timer = rulingTimer(subject.timers, now());
    const tier = timer ? tierOf(timer, now()) : 'running';
    const urgent = tier === 'amber' || tier === 'red';
    const fillColor = COLOURS[urgent ? tier : 'running'];
    return { radius: urgent ? 14 : 7, color: '#0b0f14', weight: 2, fillColor, fillOpacity: 1 };
  };
  const add = (subject: Case): void => {
    const marker = new CircleMarker([subject.place.lat, subject.place.lon], { renderer, ...look(subject) });
    markers.set(subject.id, marker.addTo(map));
  };
  for (const subject of life.cases.values()) add(subject);
  return {
    apply({ caseId, before, after }) {
      if (!after) {
        markers.get(caseId)?.remove();
        markers.delete(caseId);
      } else if (before) {
        const next = look(after);
        markers.get(caseId)?.setRadius(next.radius).setStyle(next);
      } else add(after);
    },
  };
}
