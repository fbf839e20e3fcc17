import type { Site } from '#domain/site/site.ts';
import type { Tokens } from '../ui/tokens.ts';
import { isOpenAt } from '#domain/site/site.ts';
import { fillGlyph, GLYPHS } from './glyph.ts';
import { around, isSeen, overlaps, spotOf, type Box, type View } from './view.ts';

/** Half the side of a site's plate, in units. */
export const PLATE_HALF = 1.35;

/**
 * The signs of the sites. Far, a small glyph where nothing covers it; towards the community zoom a plate fades in. A
 * closed site has a dashed plate and a muted glyph.
 */
export function drawSites(
  context: CanvasRenderingContext2D,
  sites: readonly Site[],
  covered: readonly Box[],
  now: number,
  view: View,
  { colour }: Tokens,
): void {
  const { unit, near, scale } = view;
  if (scale < 25) return;
  for (const site of sites) {
    const spot = spotOf(view, site);
    if (!isSeen(view, spot, 2 * unit)) continue;
    const open = isOpenAt(site, now);
    if (near > 0) {
      const half = PLATE_HALF * unit;
      context.globalAlpha = near;
      context.fillStyle = colour.raised;
      context.strokeStyle = colour.mute;
      context.lineWidth = Math.max(1, 0.12 * unit);
      context.setLineDash(open ? [] : [0.4 * unit, 0.3 * unit]);
      context.beginPath();
      context.roundRect(spot.x - half, spot.y - half, half * 2, half * 2, 0.3 * unit);
      context.fill();
      context.stroke();
      context.setLineDash([]);
      context.fillStyle = open ? colour['text-1'] : colour.mute;
      fillGlyph(context, GLYPHS[site.kind], spot.x, spot.y, 1.75 * unit);
      context.globalAlpha = 1;
    } else if (!covered.some((box) => overlaps(box, around(spot, 0.65 * unit)))) {
      context.fillStyle = open ? colour['text-3'] : colour.mute;
      fillGlyph(context, GLYPHS[site.kind], spot.x, spot.y, 1.3 * unit);
    }
  }
}
