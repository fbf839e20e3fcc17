import { isOpenAt, SERVICES, type Service, type Site } from '#domain/site/site.ts';
import type { Tokens } from '../ui/tokens.ts';
import { isSeen, pixelsPerMetre, spotOf, type View } from './view.ts';

/** Solid, dashed, dotted: the three services are told apart without colour. Dashes and widths in units. */
const RINGS: Record<
  Service,
  { dash: [number, number] | []; width: [far: number, near: number]; round: boolean }
> = {
  appeals: { dash: [], width: [0.15, 0.2], round: false },
  legal: { dash: [0.85, 0.45], width: [0.15, 0.2], round: false },
  counselling: { dash: [0.01, 0.42], width: [0.22, 0.3], round: true },
};

/**
 * The circles of all sites in metres: one tint for each site, and a ring for each service, inset so that they do not
 * cover one another. The outermost edge is the true radius.
 */
export function drawCircles(
  context: CanvasRenderingContext2D,
  sites: readonly Site[],
  shown: ReadonlySet<Service>,
  now: number,
  view: View,
  { colour }: Tokens,
): void {
  const { unit, near } = view;
  const between = (far: number, close: number): number => (far + (close - far) * near) * unit;
  for (const site of sites) {
    const circles = SERVICES.flatMap((service) =>
      site.circles.filter((circle) => circle.service === service),
    ).filter((circle) => shown.has(circle.service));
    const perMetre = pixelsPerMetre(site.lat, view.zoom);
    const largest = Math.max(0, ...circles.map((circle) => circle.radiusM)) * perMetre;
    const spot = spotOf(view, site);
    if (largest === 0 || !isSeen(view, spot, largest)) continue;
    const open = isOpenAt(site, now);

    context.globalAlpha = (open ? 1 : 0.3) * (0.07 - 0.02 * near);
    context.fillStyle = colour['svc-appeals'];
    context.beginPath();
    context.arc(spot.x, spot.y, largest, 0, 2 * Math.PI);
    context.fill();

    for (const [i, { service, radiusM }] of circles.entries()) {
      const ring = RINGS[service];
      const radius = radiusM * perMetre - i * between(0.36, 0.62) - between(...ring.width) / 2;
      if (radius <= 0) continue;
      context.globalAlpha = (open ? 1 : 0.3) * (0.62 + 0.23 * near);
      context.strokeStyle = colour[`svc-${service}`];
      context.lineWidth = between(...ring.width);
      context.lineCap = ring.round ? 'round' : 'butt';
      context.setLineDash(ring.dash.map((length) => length * unit));
      context.beginPath();
      context.arc(spot.x, spot.y, radius, 0, 2 * Math.PI);
      context.stroke();
    }
  }
  context.globalAlpha = 1;
  context.lineCap = 'butt';
  context.setLineDash([]);
}
