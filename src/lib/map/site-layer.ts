import type { Site } from '#domain/site/site.ts';
import type { Tokens } from '../ui/tokens.ts';
import { isOpenAt } from '#domain/site/site.ts';
import { fillGlyph, GLYPHS } from './glyph.ts';
import type { Grid } from './grid.ts';
import { blit, type Pen, type SpriteSheet } from './sprite.ts';
import { around, isSeen, spotOf, type View } from './view.ts';

/** Half the side of a site's plate, in units. */
export const PLATE_HALF = 1.35;

/**
 * The signs of the sites. Far, a small glyph where nothing covers it; towards the community zoom a plate fades in. A
 * closed site has a dashed plate and a muted glyph.
 */
export function drawSites(
  context: CanvasRenderingContext2D,
  sites: readonly Site[],
  covered: Grid<unknown>,
  now: number,
  view: View,
  theme: Tokens,
  sprites: SpriteSheet,
): void {
  const { unit, near, scale } = view;
  if (scale < 25) return;
  context.globalAlpha = near > 0 ? near : 1;
  for (const { kind, ...site } of sites) {
    const spot = spotOf(view, site);
    if (!isSeen(view, spot, 2 * unit)) continue;
    const open = isOpenAt(site, now);
    if (near > 0) {
      const size = (2 * PLATE_HALF + 0.3) * unit;
      const sprite = sprites.get(`plate ${kind} ${open}`, size, size, (pen) =>
        penPlate(pen, kind, open, unit, theme),
      );
      blit(context, sprite, spot.x, spot.y);
    } else if (!covered.isTaken(around(spot, 0.65 * unit))) {
      const sprite = sprites.get(`glyph ${kind} ${open}`, 1.4 * unit, 1.4 * unit, (pen) => {
        pen.fillStyle = open ? theme.colour['text-3'] : theme.colour.mute;
        fillGlyph(pen, GLYPHS[kind], 0, 0, 1.3 * unit);
      });
      blit(context, sprite, spot.x, spot.y);
    }
  }
  context.globalAlpha = 1;
}

function penPlate(pen: Pen, kind: Site['kind'], open: boolean, unit: number, { colour }: Tokens): void {
  const half = PLATE_HALF * unit;
  pen.fillStyle = colour.raised;
  pen.strokeStyle = colour.mute;
  pen.lineWidth = Math.max(1, 0.12 * unit);
  pen.setLineDash(open ? [] : [0.4 * unit, 0.3 * unit]);
  pen.beginPath();
  pen.roundRect(-half, -half, half * 2, half * 2, 0.3 * unit);
  pen.fill();
  pen.stroke();
  pen.fillStyle = open ? colour['text-1'] : colour.mute;
  fillGlyph(pen, GLYPHS[kind], 0, 0, 1.75 * unit);
}
