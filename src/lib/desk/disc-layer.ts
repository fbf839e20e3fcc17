import type { LeafletMouseEvent, Map as LeafletMap } from 'leaflet';
import { distanceM, type Point } from '#domain/area/point.ts';
import { CanvasLayer } from '../map/canvas-layer.ts';
import { tokens, type Tokens } from '../ui/tokens.ts';
import type { Disc } from './filter.ts';

/** What the desk draws over the map. */
interface Overlay {
  /** The disc that narrows the queue. */
  near: Disc | undefined;
  /** The case under the pointer in the list. */
  pointed: Point | undefined;
  /** 相近 within these metres of the open case. */
  around: Disc | undefined;
}

/** Smaller than this is a slip of the hand and not a circle. */
const LEAST_M = 50;
const RING_PX = 13;

/** Draws the circle of the filter, and marks the case that the list points at. Above everything, and takes no pointer. */
export class DiscLayer {
  readonly #map: LeafletMap;
  readonly #layer: CanvasLayer;
  readonly #request = (): void => this.#layer.request();
  readonly #resize = (): void => {
    const { x, y } = this.#map.getSize();
    this.#layer.resize(x, y);
  };
  #theme: Tokens;
  #overlay: Overlay = { near: undefined, pointed: undefined, around: undefined };

  constructor(map: LeafletMap) {
    this.#map = map;
    this.#theme = tokens(map.getContainer());
    this.#layer = new CanvasLayer(map.getContainer(), 403, (context) => this.#draw(context));
    map.on('move zoom', this.#request);
    map.on('resize', this.#resize);
    this.#resize();
  }

  destroy(): void {
    this.#map.off('move zoom', this.#request);
    this.#map.off('resize', this.#resize);
    this.#layer.destroy();
  }

  /** Colours have changed: asking for them in each frame would make the page lay itself out for it. */
  restyle(): void {
    this.#theme = tokens(this.#map.getContainer());
    this.#layer.request();
  }

  show(overlay: Overlay): void {
    this.#overlay = overlay;
    this.#layer.request();
  }

  #spot({ lat, lon }: Point): { x: number; y: number } {
    return this.#map.latLngToContainerPoint([lat, lon]);
  }

  #draw(context: CanvasRenderingContext2D): void {
    const { near, pointed, around } = this.#overlay;
    const { colour } = this.#theme;
    const { x: width, y: height } = this.#map.getSize();
    context.clearRect(0, 0, width, height);
    context.setLineDash([]);
    if (around) {
      context.strokeStyle = colour['text-3'];
      context.lineWidth = 1;
      context.setLineDash([3, 4]);
      this.#ring(context, around);
      context.stroke();
      context.setLineDash([]);
    }
    if (near) {
      this.#ring(context, near);
      context.globalAlpha = 0.1;
      context.fillStyle = colour.focus;
      context.fill();
      context.globalAlpha = 1;
      context.strokeStyle = colour.focus;
      context.lineWidth = 2;
      context.stroke();
    }
    if (pointed) {
      const { x, y } = this.#spot(pointed);
      context.strokeStyle = colour.ink;
      context.lineWidth = 2;
      context.beginPath();
      context.arc(x, y, RING_PX, 0, 2 * Math.PI);
      context.stroke();
    }
  }

  #ring(context: CanvasRenderingContext2D, disc: Disc): void {
    const centre = this.#spot(disc);
    // North of the centre by the radius: a circle on the ground is one on the map, as far as a city reaches.
    const edge = this.#spot({ lat: disc.lat + disc.radiusM / 111_195, lon: disc.lon });
    context.beginPath();
    context.arc(centre.x, centre.y, Math.abs(centre.y - edge.y), 0, 2 * Math.PI);
  }
}

/**
 * One circle by the pointer: pressed at its centre, drawn to its edge. Answers with the function that gives it up.
 * @param ondisc while it is drawn
 * @param ondone when it is drawn; undefined where it was too small to be meant
 */
export function drawDisc(
  map: LeafletMap,
  ondisc: (disc: Disc) => void,
  ondone: (disc: Disc | undefined) => void,
): () => void {
  let centre: Point | undefined;
  let disc: Disc | undefined;
  const at = ({ latlng }: LeafletMouseEvent): Point => ({ lat: latlng.lat, lon: latlng.lng });
  const press = (event: LeafletMouseEvent): void => void (centre = at(event));
  const move = (event: LeafletMouseEvent): void => {
    if (!centre) return;
    disc = { ...centre, radiusM: Math.round(distanceM(centre, at(event))) };
    ondisc(disc);
  };
  const release = (): void => {
    // The click that follows a release belongs to the circle.
    setTimeout(() => {
      end();
      ondone(disc && disc.radiusM >= LEAST_M ? disc : undefined);
    });
  };
  const end = (): void => {
    map.off('mousedown', press).off('mousemove', move).off('mouseup', release);
    map.dragging.enable();
  };
  map.dragging.disable();
  map.on('mousedown', press).on('mousemove', move).on('mouseup', release);
  return end;
}
