import type { Point } from '#domain/area/point.ts';

/** A position on the canvas, in CSS pixels from its top left corner. */
export interface Spot {
  x: number;
  y: number;
}

export interface Box extends Spot {
  w: number;
  h: number;
}

/** Half the circumference of the earth as Web Mercator has it, in metres. */
const HALF_WORLD_M = Math.PI * 6_378_137;

/** Web Mercator as Leaflet's EPSG:3857 has it: the world as a square of 256 at zoom 0. */
export function worldOf({ lon, lat }: Point): Spot {
  const sin = Math.sin((lat * Math.PI) / 180);
  return {
    x: ((lon + 180) / 360) * 256,
    y: (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * 256,
  };
}

export function pointOf({ x, y }: Spot): Point {
  const n = Math.PI * (1 - (2 * y) / 256);
  return { lon: (x / 256) * 360 - 180, lat: (Math.atan(Math.sinh(n)) * 180) / Math.PI };
}

/** Pixels that a metre on the ground takes at `lat` and `zoom`. */
export const pixelsPerMetre = (lat: number, zoom: number): number =>
  (256 * 2 ** zoom) / (2 * HALF_WORLD_M * Math.cos((lat * Math.PI) / 180));

/** What the canvas shows at one moment, and how large things are on it. */
export interface View {
  width: number;
  height: number;
  zoom: number;
  /** World coordinates at zoom 0 of the top left corner. */
  origin: Spot;
  /** One hundredth of the wall's height in pixels; every size on the map is a multiple of it. */
  unit: number;
  /** 0 at district zoom and below, 1 at community zoom: what fades in between. */
  near: number;
  /** Pixels per kilometre on a wall of 1080 lines, whatever the real size: 10 a city, 60 a district, 270 a community. */
  scale: number;
}

/** District zoom ends and community zoom begins here, in `scale`. */
const FAR_SCALE = 60;
const NEAR_SCALE = 150;

export function viewOf(width: number, height: number, zoom: number, origin: Spot, unit: number): View {
  const { lat } = pointOf({ x: origin.x, y: origin.y + height / 2 ** zoom / 2 });
  const scale = (pixelsPerMetre(lat, zoom) * 1000 * 10.8) / unit;
  const near = Math.min(1, Math.max(0, (scale - FAR_SCALE) / (NEAR_SCALE - FAR_SCALE)));
  return { width, height, zoom, origin, unit, near, scale };
}

export function spotOf(view: View, point: Point): Spot {
  const world = worldOf(point);
  const factor = 2 ** view.zoom;
  return { x: (world.x - view.origin.x) * factor, y: (world.y - view.origin.y) * factor };
}

/** West, south, east, north of what is seen, `margin` pixels around it included. */
export function extentOf(view: View, margin = 0): [number, number, number, number] {
  const factor = 2 ** view.zoom;
  const a = pointOf({ x: view.origin.x - margin / factor, y: view.origin.y - margin / factor });
  const b = pointOf({
    x: view.origin.x + (view.width + margin) / factor,
    y: view.origin.y + (view.height + margin) / factor,
  });
  return [a.lon, b.lat, b.lon, a.lat];
}

export const isSeen = (view: View, spot: Spot, margin = 0): boolean =>
  spot.x >= -margin && spot.y >= -margin && spot.x <= view.width + margin && spot.y <= view.height + margin;

export const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** The square around a spot. */
export const around = (spot: Spot, half: number): Box => ({
  x: spot.x - half,
  y: spot.y - half,
  w: half * 2,
  h: half * 2,
});
