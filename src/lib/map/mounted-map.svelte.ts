import type { Map as LeafletMap } from 'leaflet';
import { untrack } from 'svelte';
import type { TileSource } from '#domain/area/tiles.ts';
import type { Inputs } from './composition.ts';
import { leafletMap } from './leaflet.ts';
import { LiveScene } from './live-scene.ts';
import { scaleBarOf, type ScaleBar } from './scale-bar.ts';
import type { Block } from './still.ts';
import { addTiles } from './tile-layer.ts';
import type { Box, View } from './view.ts';

/** What is asked of the page around the map, whenever it is needed. */
interface Around {
  inputs: () => Inputs;
  interactive: () => boolean;
  /** The map is there; answers with the function that takes away what was put on it. */
  onmade: (map: LeafletMap, scene: LiveScene) => (() => void) | undefined;
}

/** Leaflet below and the drawing on it, from when they come until they go; and what both tell the page around them. */
export class MountedMap {
  readonly #around: Around;
  #root: HTMLElement | undefined;
  #map = $state.raw<LeafletMap>();
  #scene = $state.raw<LiveScene>();
  #blocks = $state.raw<readonly Block[]>([]);
  #bar = $state.raw<ScaleBar>({ metres: 1000, px: 0 });
  #complete = $state<boolean | null>(null);

  constructor(around: Around) {
    this.#around = around;
  }

  get map(): LeafletMap | undefined {
    return this.#map;
  }
  get scene(): LiveScene | undefined {
    return this.#scene;
  }
  get blocks(): readonly Block[] {
    return this.#blocks;
  }
  get bar(): ScaleBar {
    return this.#bar;
  }
  /** Whether all of the installation's own base map is there; null before that is known. */
  get complete(): boolean | null {
    return this.#complete;
  }

  /** Keeps the map as large as its frame; a wall's map fits its area whatever its size becomes. */
  frame(node: HTMLElement): () => void {
    this.#root = node;
    const observer = new ResizeObserver(() => {
      this.#map?.invalidateSize({ animate: false, pan: this.#around.interactive() });
      if (!this.#around.interactive()) this.fit();
    });
    observer.observe(node);
    return () => observer.disconnect();
  }

  mount(node: HTMLElement): () => void {
    let gone = false;
    let takeAway: (() => void) | undefined;
    const interactive = untrack(() => this.#around.interactive());
    void leafletMap(node, interactive).then((made) => {
      if (gone) return made.remove();
      const onblocks = (blocks: readonly Block[], view: View): void => {
        this.#blocks = blocks;
        this.#bar = scaleBarOf(view, 10 * view.unit);
      };
      const drawn = new LiveScene(made, { onblocks, keepout: () => this.#keepout() });
      const inputs = this.#around.inputs();
      drawn.fit(inputs, 2 * inputs.unit);
      takeAway = this.#around.onmade(made, drawn);
      this.#map = made;
      this.#scene = drawn;
    });
    return () => {
      gone = true;
      takeAway?.();
      this.#scene?.destroy();
      this.#map?.remove();
      this.#map = this.#scene = undefined;
    };
  }

  /** The whole area again. */
  fit(): void {
    const inputs = this.#around.inputs();
    this.#scene?.fit(inputs, 2 * inputs.unit);
  }

  /** Puts the installation's own base map below, once there is a map. */
  lay(tiles: TileSource): (() => void) | undefined {
    const [map, drawn] = [this.#map, this.#scene];
    if (!map || !drawn) return undefined;
    const adding = addTiles(map, tiles, (all) => {
      this.#complete = all;
      drawn.onTiles = all;
    });
    return () => void adding.then((remove) => remove());
  }

  /** Boxes of what the page has put over the map. */
  #keepout(): Box[] {
    const root = this.#root;
    if (!root) return [];
    const origin = root.getBoundingClientRect();
    return [...root.querySelectorAll('[data-keepout]')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x - origin.x, y: y - origin.y, w: width, h: height };
    });
  }
}
