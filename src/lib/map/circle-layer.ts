import { isOpenAt, SERVICES, type Service, type Site } from '#domain/site/site.ts';
import type { Tokens } from '../ui/tokens.ts';
import { blit, type Pen, type SpriteSheet } from './sprite.ts';
import { around, isSeen, overlaps, pixelsPerMetre, spotOf, type Box, type View } from './view.ts';

/** Solid, dashed, dotted: the three services are told apart without colour. Dashes and widths in units. */
const RINGS: Record<
  Service,
  { dash: [number, number] | []; width: [far: number, near: number]; round: boolean }
> = {
  appeals: { dash: [], width: [0.15, 0.2], round: false },
  legal: { dash: [0.85, 0.45], width: [0.15, 0.2], round: false },
  counselling: { dash: [0.01, 0.42], width: [0.22, 0.3], round: true },
};

/** How many open cases lie with a site: the tint of its circle has three steps, and near the number stands beside it. */
export type Loads = ReadonlyMap<string, number>;

const LOAD_STEPS = [4, 8];
const TINTS = [0.07, 0.12, 0.18];

export const loadStep = (load: number): number => LOAD_STEPS.filter((least) => load >= least).length;

/** Circles larger than this are few on a screen, and their pictures would be large: they are drawn as paths. */
const LARGEST_SPRITE = 320;

/** What one site's circles look like. */
interface Look {
  /** Pixels, in the order of SERVICES. */
  rings: { service: Service; radius: number }[];
  open: boolean;
  step: number;
}

/** What the circles are drawn from. */
export interface CircleScene {
  sites: readonly Site[];
  services: ReadonlySet<Service>;
  loads: Loads;
  now: number;
}

/** What a site's circle looks like, as a word: the circle is drawn anew when it changes. */
export const circleState = (site: Site, { loads, now }: CircleScene): string =>
  `${isOpenAt(site, now)} ${loadStep(loads.get(site.id) ?? 0)}`;

/** The square that a site's circles fill, on whole pixels. */
export function circleBox(site: Site, view: View): Box {
  const radius =
    Math.max(0, ...site.circles.map(({ radiusM }) => radiusM)) * pixelsPerMetre(site.lat, view.zoom);
  const { x, y } = spotOf(view, site);
  return around({ x: Math.round(x), y: Math.round(y) }, Math.ceil(radius) + 2);
}

/**
 * The circles of all sites in metres, or those within the `dirty` boxes: one tint for each site, and a ring for each
 * service, inset so that they do not cover one another. The outermost edge is the true radius.
 */
export function drawCircles(
  context: CanvasRenderingContext2D,
  scene: CircleScene,
  dirty: readonly Box[] | undefined,
  view: View,
  theme: Tokens,
  sprites: SpriteSheet,
): void {
  context.save();
  if (dirty) {
    context.beginPath();
    for (const { x, y, w, h } of dirty) context.rect(x, y, w, h);
    context.clip();
  }
  context.clearRect(0, 0, view.width, view.height);
  for (const site of scene.sites) {
    const spot = spotOf(view, site);
    const perMetre = pixelsPerMetre(site.lat, view.zoom);
    const rings = SERVICES.flatMap((service) =>
      scene.services.has(service) ? site.circles.filter((circle) => circle.service === service) : [],
    ).map(({ service, radiusM }) => ({ service, radius: onQuarters(radiusM * perMetre) }));
    const largest = Math.max(0, ...rings.map(({ radius }) => radius));
    if (largest === 0 || !isSeen(view, spot, largest)) continue;
    const box = around(spot, largest + 1);
    if (dirty && !dirty.some((other) => overlaps(other, box))) continue;
    const look = {
      rings,
      open: isOpenAt(site, scene.now),
      step: loadStep(scene.loads.get(site.id) ?? 0),
    };
    if (largest <= LARGEST_SPRITE) {
      const key = `${look.open} ${look.step} ${rings.map((ring) => `${ring.service}${ring.radius}`).join()}`;
      const draw = (pen: Pen): void => penCircles(pen, look, largest, view, theme);
      blit(context, sprites.get(key, box.w, box.h, draw), spot.x, spot.y);
    } else {
      context.save();
      context.translate(spot.x, spot.y);
      penCircles(context, look, largest, view, theme);
      context.restore();
    }
  }
  context.restore();
}

/** Neighbours share a picture: a quarter of a pixel is less than a screen shows. */
const onQuarters = (pixels: number): number => Math.round(pixels * 4) / 4;

function penCircles(
  pen: Pen,
  { rings, open, step }: Look,
  largest: number,
  { unit, near }: View,
  { colour }: Tokens,
): void {
  const between = (far: number, close: number): number => (far + (close - far) * near) * unit;
  pen.globalAlpha = (open ? 1 : 0.3) * ((TINTS[step] ?? 0) - 0.02 * near);
  pen.fillStyle = colour['svc-appeals'];
  pen.beginPath();
  pen.arc(0, 0, largest, 0, 2 * Math.PI);
  pen.fill();
  for (const [i, ring] of rings.entries()) {
    const { dash, width, round } = RINGS[ring.service];
    const radius = ring.radius - i * between(0.36, 0.62) - between(...width) / 2;
    if (radius <= 0) continue;
    pen.globalAlpha = (open ? 1 : 0.3) * (0.62 + 0.23 * near);
    pen.strokeStyle = colour[`svc-${ring.service}`];
    pen.lineWidth = between(...width);
    pen.lineCap = round ? 'round' : 'butt';
    pen.setLineDash(dash.map((length) => length * unit));
    pen.beginPath();
    pen.arc(0, 0, radius, 0, 2 * Math.PI);
    pen.stroke();
  }
}
