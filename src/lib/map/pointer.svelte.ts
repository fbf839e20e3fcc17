import type { LatLng, LeafletMouseEvent, Map as LeafletMap } from 'leaflet';
import { locate, type AreaBorder } from '#domain/area/locate.ts';
import type { Hit } from './hit.ts';
import type { LiveScene } from './live-scene.ts';
import type { Spot } from './view.ts';

/** How far a pointer reaches on this map, asked whenever it moves. */
export interface Reach {
  interactive: boolean;
  onselect: ((caseId: string) => void) | undefined;
  /** The case under the pointer, or null. */
  onpoint: ((caseId: string | null) => void) | undefined;
  /** The areas that a click on their land leads down to, and how one goes there. */
  below: readonly AreaBorder[];
  go: ((code: string) => void) | undefined;
}

/** The pointer over a map: what it stands on, and where a click leads. */
export class Pointer {
  readonly #reach: () => Reach;
  #pointed = $state.raw<{ hit: Hit; spot: Spot } | null>(null);

  constructor(reach: () => Reach) {
    this.#reach = reach;
  }

  get pointed(): { hit: Hit; spot: Spot } | null {
    return this.#pointed;
  }

  follow(map: LeafletMap, scene: LiveScene): void {
    map.on('click', (event) => this.#pick(map, scene, event));
    map.on('mousemove', (event) => this.#point(map, scene, event));
    map.on('mouseout', () => {
      this.#pointed = null;
      this.#reach().onpoint?.(null);
    });
  }

  /** What stands under the pointer says what it is; where a click leads somewhere, the pointer says so. */
  #point(map: LeafletMap, scene: LiveScene, { containerPoint: spot, latlng }: LeafletMouseEvent): void {
    const { interactive, onselect, onpoint, below } = this.#reach();
    const hit = scene.at(spot);
    this.#pointed = hit ? { hit, spot } : null;
    onpoint?.(hit && 'caseId' in hit ? hit.caseId : null);
    const leads = hit && hit.kind !== 'site' ? (hit.kind === 'cluster' ? interactive : onselect) : undefined;
    map.getContainer().style.cursor = leads || areaAt(below, latlng) ? 'pointer' : '';
  }

  /** A case or its order is selected; a cluster opens by coming nearer, or leads down like the land around it. */
  #pick(map: LeafletMap, scene: LiveScene, { containerPoint: spot, latlng }: LeafletMouseEvent): void {
    const { interactive, onselect, below, go } = this.#reach();
    const hit = scene.at(spot);
    const area = areaAt(below, latlng);
    if ((hit?.kind === 'case' || hit?.kind === 'order') && onselect) onselect(hit.caseId);
    else if (hit?.kind === 'cluster' && interactive) {
      const middle = map.containerPointToLatLng([hit.at.x, hit.at.y]);
      map.setView(middle, map.getZoom() + 1.5, { animate: false });
    } else if (area !== undefined) go?.(area);
  }
}

const areaAt = (below: readonly AreaBorder[], { lat, lng }: LatLng): string | undefined =>
  locate(below, { lat, lon: lng });
