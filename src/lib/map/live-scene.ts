import type { Map as LeafletMap } from 'leaflet';
import { tokens, type Tokens } from '../ui/tokens.ts';
import { groundOf, type Ground } from './basemap.ts';
import { drawGround, groundPaths, type GroundPaths } from './basemap-layer.ts';
import { CanvasLayer } from './canvas-layer.ts';
import { circleBox, circleState, drawCircles, type CircleScene } from './circle-layer.ts';
import { Clusterer, type Clustered } from './clusterer.ts';
import { clusterGap, contentOf, NOTHING, type Content, type Inputs } from './composition.ts';
import { drop, MOST_DROPS } from './drop.ts';
import { hitsOf, type Hit } from './hit.ts';
import { TextRuler } from './label-layer.ts';
import { Marks } from './mark.ts';
import { Motion } from './motion.ts';
import { SpriteSheet } from './sprite.ts';
import { drawStill, stillOf, type Block, type Still } from './still.ts';
import { around, isSeen, overlaps, spotOf, viewOf, type Box, type Spot, type View } from './view.ts';

/** What the drawing tells the page around it. */
export interface Told {
  onblocks: (blocks: readonly Block[], view: View) => void;
  /** Boxes of what the page has put over the map. */
  keepout: () => Box[];
}

/**
 * Draws the map on four canvases, each drawn when what is on it has changed and never otherwise: the ground, the circles of
 * the sites, what stands, and what moves. Leaflet keeps position and zoom and takes the pointer and the keys.
 */
export class LiveScene {
  readonly #map: LeafletMap;
  readonly #told: Told;
  readonly #ground: CanvasLayer;
  readonly #circles: CanvasLayer;
  readonly #standing: CanvasLayer;
  readonly #moving: CanvasLayer;
  readonly #ruler = new TextRuler();
  readonly #marks = new Marks();
  readonly #motion = new Motion();
  readonly #sprites = new SpriteSheet();
  readonly #circleSprites = new SpriteSheet();
  readonly #clusterer: Clusterer;
  readonly #wantsMotion = matchMedia('(prefers-reduced-motion: no-preference)');
  readonly #fontsCame = (): void => {
    this.#restyle();
    this.#standing.request();
  };

  #inputs: Inputs | undefined;
  #theme: Tokens;
  #base: { ground: Ground; paths: GroundPaths } | undefined;
  #content = NOTHING;
  #clustered: Clustered = { calm: [], clusters: [] };
  #circleZoom = Number.NaN;
  #circleStates = new Map<string, string>();
  /** What of the circles is to be drawn again; undefined: all of them. */
  #dirty: Box[] | undefined;
  #still: Still | undefined;
  #onTiles = false;
  /** The orders that are drawn with what stands. */
  #resting = new Set<string>();

  constructor(map: LeafletMap, told: Told) {
    this.#map = map;
    this.#told = told;
    const container = map.getContainer();
    this.#theme = tokens(container);
    this.#ground = new CanvasLayer(container, 401, (context) => this.#drawGround(context));
    this.#circles = new CanvasLayer(container, 402, (context) => this.#drawCircles(context));
    this.#standing = new CanvasLayer(container, 403, (context) => this.#drawStanding(context));
    this.#moving = new CanvasLayer(container, 404, (context) => this.#drawMoving(context));
    this.#clusterer = new Clusterer((clustered) => {
      this.#clustered = clustered;
      this.#standing.request();
    });
    map.on('move zoom', () => this.#requestAll());
    map.on('resize', () => this.#resize());
    document.fonts.addEventListener('loadingdone', this.#fontsCame);
    this.#resize();
  }

  destroy(): void {
    document.fonts.removeEventListener('loadingdone', this.#fontsCame);
    this.#clusterer.destroy();
    for (const layer of this.#layers) layer.destroy();
    this.#restyle();
  }

  get #layers(): CanvasLayer[] {
    return [this.#ground, this.#circles, this.#standing, this.#moving];
  }

  /** Takes what is to be shown; `restyled` when theme, staleness or language may have changed. */
  update(inputs: Inputs, restyled: boolean): void {
    const before = this.#inputs;
    this.#inputs = inputs;
    const moved = before?.basemap !== inputs.basemap || before.code !== inputs.code;
    if (moved) {
      const ground = groundOf(inputs.basemap, inputs.code);
      this.#base = { ground, paths: groundPaths(ground, inputs.basemap.city) };
    }
    if (restyled || before?.unit !== inputs.unit) this.#restyle();
    const content = contentOf(inputs, this.#marks, this.#content);
    const wants = this.#wantsMotion.matches && !inputs.stale && !inputs.still;
    const moves = this.#motion.note(content.lines, performance.now(), wants);
    const { come } = this.#marks;
    const had = this.#content;
    this.#content = content;
    const view = this.#view(inputs.unit);
    this.#want(view);
    if (wants && come.length <= MOST_DROPS) this.#drop(come, inputs, view);
    if (moved || restyled || before.unit !== inputs.unit) return this.#requestAll();
    const circles = this.#markCircles(before, inputs);
    if (circles || before.selectedId !== inputs.selectedId || differs(had, content)) {
      // What stands is drawn once a beat, with the clusters that are about to come.
      if (!this.#clusterer.isComing) this.#standing.request();
    }
    if (moves) this.#moving.request();
  }

  #drop(come: readonly string[], { cases, unit }: Inputs, view: View): void {
    for (const id of come) {
      const spot = spotOf(view, cases.get(id)?.place ?? { lat: 0, lon: 0 });
      if (isSeen(view, spot)) drop(this.#map.getContainer(), spot, unit, this.#theme.colour.changed);
    }
  }

  /** Fits the whole area into the map; where its shore would lie under the key, the key gets a column of its own. */
  fit(inputs: Inputs, padding: number): void {
    const { area } = groundOf(inputs.basemap, inputs.code);
    const bounds: [[number, number], [number, number]] = [
      [area.south, area.west],
      [area.north, area.east],
    ];
    this.#map.fitBounds(bounds, { padding: [padding, padding], animate: false });
    const view = this.#view(inputs.unit);
    const [key] = this.#told.keepout();
    if (!key || key.y > view.height / 2 || key.w > view.width / 4) return;
    const hidden = area.rings
      .flat()
      .some(([lon, lat]) => overlaps(key, around(spotOf(view, { lon, lat }), 1)));
    if (!hidden) return;
    const paddingTopLeft: [number, number] = [key.x + key.w + padding, padding];
    this.#map.fitBounds(bounds, { paddingTopLeft, paddingBottomRight: [padding, padding], animate: false });
  }

  /** What stands under a spot, the uppermost of it; undefined on empty land. */
  at(spot: Spot): Hit | undefined {
    return this.#still && this.#inputs && hitsOf(this.#still, this.#inputs.sites)(spot);
  }

  /** Whether a base map of pictures lies below; without all of it the built-in one is shown. */
  set onTiles(complete: boolean) {
    this.#onTiles = complete;
    this.#ground.request();
  }

  #restyle(): void {
    this.#theme = tokens(this.#map.getContainer());
    this.#ruler.forget();
    this.#sprites.forget();
    this.#circleSprites.forget();
  }

  #requestAll(): void {
    this.#dirty = undefined;
    for (const layer of this.#layers) layer.request();
  }

  #resize(): void {
    const { x, y } = this.#map.getSize();
    for (const layer of this.#layers) layer.resize(x, y);
    this.#requestAll();
  }

  #view(unit: number): View {
    const { x: width, y: height } = this.#map.getSize();
    const zoom = this.#map.getZoom();
    const corner = this.#map.getPixelBounds().getTopLeft();
    return viewOf(width, height, zoom, { x: corner.x / 2 ** zoom, y: corner.y / 2 ** zoom }, unit);
  }

  #want(view: View): void {
    this.#clusterer.want(this.#content.calm, view.zoom, clusterGap(view));
  }

  #circleScene(inputs: Inputs): CircleScene {
    return { ...inputs, loads: this.#content.loads };
  }

  /** Finds the circles that look different now; true where there are any. */
  #markCircles(before: Inputs, inputs: Inputs): boolean {
    if (before.sites !== inputs.sites || before.services !== inputs.services) {
      this.#dirty = undefined;
      this.#circles.request();
      return true;
    }
    const scene = this.#circleScene(inputs);
    const changed = inputs.sites.filter(
      (site) => this.#circleStates.get(site.id) !== circleState(site, scene),
    );
    if (changed.length === 0) return false;
    const view = this.#view(inputs.unit);
    this.#dirty?.push(...changed.map((site) => circleBox(site, view)));
    for (const site of changed) this.#circleStates.set(site.id, circleState(site, scene));
    this.#circles.request();
    return true;
  }

  #drawGround(context: CanvasRenderingContext2D): void {
    const inputs = this.#inputs;
    if (!inputs || !this.#base) return;
    drawGround(context, this.#base.paths, this.#view(inputs.unit), this.#theme, this.#onTiles);
  }

  #drawCircles(context: CanvasRenderingContext2D): void {
    const inputs = this.#inputs;
    if (!inputs) return;
    const view = this.#view(inputs.unit);
    const scene = this.#circleScene(inputs);
    if (this.#circleZoom !== view.zoom) {
      // Circles are as large as the ground says: pictures of another zoom fit nowhere.
      this.#circleSprites.forget();
      this.#circleZoom = view.zoom;
    }
    if (!this.#dirty) {
      this.#circleStates = new Map(inputs.sites.map((site) => [site.id, circleState(site, scene)]));
    }
    drawCircles(context, scene, this.#dirty, view, this.#theme, this.#circleSprites);
    this.#dirty = [];
  }

  #drawStanding(context: CanvasRenderingContext2D): void {
    const inputs = this.#inputs;
    const base = this.#base;
    if (!inputs || !base) return;
    const view = this.#view(inputs.unit);
    this.#want(view);
    const setting = {
      ...{ inputs, view, ...base, content: this.#content, clustered: this.#clustered },
      ...{ theme: this.#theme, ruler: this.#ruler, keepout: this.#told.keepout() },
      before: this.#still?.blocks ?? [],
    };
    const still = stillOf(context, setting);
    const resting = this.#motion.resting(still.lines, performance.now());
    drawStill(context, still, inputs, resting, this.#theme, this.#sprites);
    this.#still = still;
    this.#resting = new Set(resting.map((line) => line.id));
    if (this.#motion.isDrawn || resting.length < still.lines.length) this.#moving.request();
    this.#told.onblocks(still.blocks, view);
  }

  #drawMoving(context: CanvasRenderingContext2D): void {
    const inputs = this.#inputs;
    if (!inputs || !this.#still) return;
    const at = performance.now();
    this.#motion.draw(context, this.#still, this.#resting, this.#theme, at);
    if (this.#motion.isMoving(at)) this.#moving.request();
  }
}

const differs = (a: Content, b: Content): boolean =>
  a.calm !== b.calm || a.urgent !== b.urgent || a.lines !== b.lines;
