import { pixelsPerMetre, pointOf, type View } from './view.ts';

const LENGTHS = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000];

export interface ScaleBar {
  metres: number;
  px: number;
}

/** The longest round distance that fits into `most` pixels, in the middle of the view. */
export function scaleBarOf(view: View, most: number): ScaleBar {
  const { lat } = pointOf({ x: view.origin.x, y: view.origin.y + view.height / 2 ** view.zoom / 2 });
  const perMetre = pixelsPerMetre(lat, view.zoom);
  const metres = LENGTHS.findLast((length) => length * perMetre <= most) ?? 50;
  return { metres, px: metres * perMetre };
}
