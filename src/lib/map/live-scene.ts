import type { Map as LeafletMap } from 'leaflet';
import { tokens, type Tokens } from '../ui/tokens.ts';
import { allNames } from './all-names.ts';
import { groundOf, type Ground } from './basemap.ts';
import { drawGround, groundPaths, inArea, type GroundPaths } from './basemap-layer.ts';
import { poleBox, type Placement } from './block-layout.ts';
import { CanvasLayer } from './canvas-layer.ts';
import {
  DROP_MS,
  drawDiscs,
  drawDrop,
  drawSelection,
  drawSigns,
  type Disc,
  type Sign,
} from './case-layer.ts';
import { drawCircles } from './circle-layer.ts';
import type { Cluster } from './cluster.ts';
import {
  blocksOf,
  blockText,
  clustersIn,
  contentOf,
  discsOf,
  signsOf,
  type BlockText,
  type Content,
  type Inputs,
} from './composition.ts';
import { drawLabels, TextRuler } from './label-layer.ts';
import type { Mark } from './mark.ts';
import { Once } from './once.ts';
import { departmentSpots, drawOrders, TRAVEL_MS } from './order-layer.ts';
import type { Naming } from './place-names.ts';
import { drawSites } from './site-layer.ts';
import { around, overlaps, spotOf, viewOf, type Box, type Spot, type View } from './view.ts';

/** A data block as the page shows it: where it stands and what it says. */
export interface Block extends Placement {
  title: string;
}

/** What the drawing tells the page around it. */
export interface Told {
  onblocks: (blocks: Block[], view: View) => void;
  /** Boxes of what the page has put over the map. */
  keepout: () => Box[];
}

/**
 * Draws the map: the ground on one canvas, what lives on a second. Leaflet keeps position and zoom and takes the
 * pointer and the keys. A frame is drawn when something has changed and never otherwise.
 */
export class LiveScene {
  readonly #map: LeafletMap;
  readonly #told: Told;
  readonly #ground: CanvasLayer;
  readonly #live: CanvasLayer;
  readonly #ruler = new TextRuler();
  readonly #arrivals = new Once(DROP_MS);
  readonly #travels = new Once(TRAVEL_MS);
  readonly #motion = matchMedia('(prefers-reduced-motion: no-preference)');
  readonly #fontsCame = (): void => {
    this.#ruler.forget();
    this.#live.request();
  };

  #inputs: Inputs | undefined;
  #theme: Tokens;
  #base: { ground: Ground; paths: GroundPaths } | undefined;
  #content: Content = { calm: [], urgent: [], lines: [] };
  #clusters: { zoom: number; unit: number; calm: Mark[]; clusters: Cluster[] } | undefined;
  #keepout: Box[] = [];
  #blocks: Block[] = [];
  #discs: Disc[] = [];
  #signs: Sign[] = [];

  constructor(map: LeafletMap, told: Told) {
    this.#map = map;
    this.#told = told;
    const container = map.getContainer();
    this.#theme = tokens(container);
    this.#ground = new CanvasLayer(container, 401, (context) => this.#drawGround(context));
    this.#live = new CanvasLayer(container, 402, (context) => this.#drawLive(context));
    map.on('move zoom', () => this.#request());
    map.on('resize', () => this.#resize());
    document.fonts.addEventListener('loadingdone', this.#fontsCame);
    this.#resize();
  }

  destroy(): void {
    document.fonts.removeEventListener('loadingdone', this.#fontsCame);
    this.#ground.destroy();
    this.#live.destroy();
  }

  /** Takes what is to be shown; `restyled` when theme, staleness or language may have changed. */
  update(inputs: Inputs, restyled: boolean): void {
    const before = this.#inputs;
    this.#inputs = inputs;
    if (before?.basemap !== inputs.basemap || before.code !== inputs.code) {
      const ground = groundOf(inputs.basemap, inputs.code);
      this.#base = { ground, paths: groundPaths(ground, inputs.basemap.city) };
    }
    if (restyled) {
      this.#theme = tokens(this.#map.getContainer());
      this.#ruler.forget();
    }
    this.#content = contentOf(inputs, this.#content);
    const motion = this.#motion.matches && !inputs.stale && !inputs.still;
    const at = performance.now();
    this.#arrivals.note(inputs.cases.keys(), at, motion);
    this.#travels.note(
      this.#content.lines.map((line) => line.id),
      at,
      motion,
    );
    this.#keepout = this.#told.keepout();
    // Sites open and close by the minute; everything else on the ground changes with the inputs.
    const minute = Math.floor(inputs.now / 60_000);
    const same =
      before &&
      !restyled &&
      before.basemap === inputs.basemap &&
      before.sites === inputs.sites &&
      before.services === inputs.services &&
      before.unit === inputs.unit &&
      before.code === inputs.code &&
      Math.floor(before.now / 60_000) === minute;
    if (same) this.#live.request();
    else this.#request();
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

  /** What stands under a spot: a case, a cluster, or nothing. */
  at(spot: Spot): Cluster | undefined {
    const sign = this.#signs.find(({ x, y, half }) => Math.hypot(x - spot.x, y - spot.y) <= half + 4);
    if (sign) {
      const { lat, lon, caseId, areaCode } = sign.mark;
      return { lat, lon, count: 1, caseId, areaCodes: [areaCode] };
    }
    return this.#discs.find(({ x, y, r }) => Math.hypot(x - spot.x, y - spot.y) <= r + 4)?.cluster;
  }

  #request(): void {
    this.#ground.request();
    this.#live.request();
  }

  #resize(): void {
    const { x, y } = this.#map.getSize();
    this.#ground.resize(x, y);
    this.#live.resize(x, y);
  }

  #view(unit: number): View {
    const { x: width, y: height } = this.#map.getSize();
    const zoom = this.#map.getZoom();
    const corner = this.#map.getPixelBounds().getTopLeft();
    return viewOf(width, height, zoom, { x: corner.x / 2 ** zoom, y: corner.y / 2 ** zoom }, unit);
  }

  #drawGround(context: CanvasRenderingContext2D): void {
    const inputs = this.#inputs;
    if (!inputs || !this.#base) return;
    const view = this.#view(inputs.unit);
    drawGround(context, this.#base.paths, view, this.#theme);
    drawCircles(context, inputs.sites, inputs.services, inputs.now, view, this.#theme);
  }

  #clustersNow(view: View): Cluster[] {
    const held = this.#clusters;
    const { calm } = this.#content;
    if (held?.zoom === view.zoom && held.unit === view.unit && held.calm === calm) return held.clusters;
    const clusters = clustersIn(calm, view);
    this.#clusters = { zoom: view.zoom, unit: view.unit, calm, clusters };
    return clusters;
  }

  #drawLive(context: CanvasRenderingContext2D): void {
    const inputs = this.#inputs;
    const base = this.#base;
    if (!inputs || !base) return;
    const view = this.#view(inputs.unit);
    const theme = this.#theme;
    const at = performance.now();
    this.#signs = signsOf(this.#content.urgent, view);
    this.#discs = discsOf(this.#clustersNow(view), this.#signs, view);
    const departments = departmentSpots(this.#content.lines, view);
    this.#placeBlocks(context, view, departments);

    const inside = (spot: Spot): boolean => inArea(context, base.paths, view, spot);
    const naming: Naming = { ...inputs, city: inputs.basemap.city, ground: base.ground, view, theme, inside };
    const covered = [
      ...this.#signs.map((sign) => around(sign, sign.half)),
      ...this.#discs.map((disc) => around(disc, disc.r)),
      ...this.#blocks.flatMap((block) => [block.block, poleBox(block)]),
      ...this.#keepout,
    ];
    const standing = { ...inputs, discs: this.#discs, squares: departments, covered };
    const labels = allNames(naming, standing, (wish) => this.#ruler.width(context, wish, theme.fontText));

    drawSites(context, inputs.sites, covered, inputs.now, view, theme);
    drawLabels(
      context,
      labels.filter((label) => !label.wish.frame),
      theme.fontText,
    );
    drawOrders(
      context,
      this.#content.lines,
      departments,
      (line) => this.#travels.share(line.id, at),
      view,
      theme,
    );
    drawDiscs(context, this.#discs, view, theme);
    drawLabels(
      context,
      labels.filter((label) => label.wish.frame),
      theme.fontText,
    );
    this.#drawSigns(context, view, at);
    if (this.#arrivals.moving(at).length > 0 || this.#travels.moving(at).length > 0) this.#live.request();
  }

  #drawSigns(context: CanvasRenderingContext2D, view: View, at: number): void {
    const selected = this.#signs.find((sign) => sign.mark.caseId === this.#inputs?.selectedId);
    const calm = selected?.mark.look === 'running' ? selected : undefined;
    drawSigns(
      context,
      this.#signs.filter((sign) => sign !== calm),
      view,
      this.#theme,
    );
    if (calm) {
      const { lat, lon, caseId, areaCode } = calm.mark;
      const cluster = { lat, lon, count: 1, caseId, areaCodes: [areaCode] };
      drawDiscs(context, [{ x: calm.x, y: calm.y, r: calm.half, cluster }], view, this.#theme);
    }
    if (selected) drawSelection(context, selected, view, this.#theme);
    for (const id of this.#arrivals.moving(at)) {
      const place = this.#inputs?.cases.get(id)?.place;
      if (place) drawDrop(context, spotOf(view, place), this.#arrivals.share(id, at), view, this.#theme);
    }
  }

  #placeBlocks(context: CanvasRenderingContext2D, view: View, departments: ReadonlyMap<string, Spot>): void {
    const inputs = this.#inputs;
    const base = this.#base;
    if (!inputs || !base) return;
    const { unit, blocks: limit } = inputs;
    const texts = new Map<string, BlockText>();
    const ruler = (text: string): number =>
      this.#ruler.width(context, { text, size: 1.7 * unit, weight: 500, tracking: 0 }, this.#theme.fontText);
    // Twice as many as may be shown: some may find no place.
    for (const sign of this.#signs.filter((one) => one.mark.look !== 'running').slice(0, limit * 2)) {
      texts.set(sign.mark.caseId, blockText(sign.mark, inputs, ruler));
    }
    const crowd = {
      signs: this.#signs,
      discs: this.#discs,
      departments: departments.values(),
      keepout: this.#keepout,
      inside: (spot: Spot) => inArea(context, base.paths, view, spot),
    };
    const placed = limit > 0 ? blocksOf(texts, crowd, view, limit, this.#blocks) : [];
    this.#blocks = placed.map((block) => ({ ...block, title: texts.get(block.id)?.title ?? '' }));
    this.#told.onblocks(this.#blocks, view);
  }
}
