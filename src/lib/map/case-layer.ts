import { BANG, CROSS, TRIANGLE } from '../ui/signs.ts';
import type { Tokens } from '../ui/tokens.ts';
import type { Cluster } from './cluster.ts';
import { fillGlyph } from './glyph.ts';
import type { Mark } from './mark.ts';
import type { Spot, View } from './view.ts';

/** A cluster or a single calm case where it is drawn. */
export interface Disc extends Spot {
  cluster: Cluster;
  r: number;
}

/** An amber, red or unknown case where it is drawn. */
export interface Sign extends Spot {
  mark: Mark;
  half: number;
}

/** Half the side of a large mark, its plate included, in units. */
export const signHalf = (look: Mark['look']): number => (look === 'red' ? 2 : 1.6);

export const singleRadius = (near: number): number => 0.62 + 0.13 * near;

export function drawDiscs(
  context: CanvasRenderingContext2D,
  discs: readonly Disc[],
  { unit }: View,
  { colour, fontFigure }: Tokens,
): void {
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  for (const { x, y, r, cluster } of discs) {
    context.beginPath();
    context.arc(x, y, r, 0, 2 * Math.PI);
    if (cluster.count === 1) {
      context.fillStyle = colour.running;
      context.strokeStyle = colour.ground;
      context.lineWidth = 0.2 * unit;
      context.fill();
      context.stroke();
      continue;
    }
    context.fillStyle = colour['map-cluster'];
    context.strokeStyle = colour['map-cluster-line'];
    context.lineWidth = 0.18 * unit;
    context.fill();
    context.stroke();
    const size = Math.min(2, 1.65 + cluster.count / 100) * unit;
    context.font = `600 ${size}px ${fontFigure}`;
    context.fillStyle = colour['text-1'];
    context.fillText(String(cluster.count), x, y + size * 0.35);
  }
}

/** Amber below red: the last drawn is what is breached. */
export function drawSigns(
  context: CanvasRenderingContext2D,
  signs: readonly Sign[],
  view: View,
  theme: Tokens,
): void {
  const rank = (sign: Sign): number => (sign.mark.look === 'red' ? 1 : 0);
  for (const sign of signs.toSorted((a, b) => rank(a) - rank(b))) {
    if (sign.mark.look === 'red') drawRed(context, sign, view, theme);
    else if (sign.mark.look === 'amber') drawAmber(context, sign, view, theme);
    else drawUnknown(context, sign, view, theme);
  }
}

function drawRed(
  context: CanvasRenderingContext2D,
  { x, y }: Spot,
  { unit }: View,
  { colour }: Tokens,
): void {
  const square = (side: number): [number, number, number, number] => [
    x - (side * unit) / 2,
    y - (side * unit) / 2,
    side * unit,
    side * unit,
  ];
  context.fillStyle = colour.ground;
  context.fillRect(...square(4));
  context.fillStyle = colour.red;
  context.fillRect(...square(3.3));
  context.strokeStyle = colour.keyline;
  context.lineWidth = 0.2 * unit;
  context.strokeRect(...square(3.3));
  context.fillStyle = colour['on-red'];
  fillGlyph(context, CROSS, x, y, 3.6 * unit);
}

function drawAmber(
  context: CanvasRenderingContext2D,
  { x, y }: Spot,
  { unit }: View,
  { colour }: Tokens,
): void {
  context.fillStyle = colour.ground;
  fillGlyph(context, TRIANGLE, x, y - 0.1 * unit, 3.5 * unit);
  context.fillStyle = colour['amber-mark'];
  fillGlyph(context, TRIANGLE, x, y, 2.7 * unit);
  context.fillStyle = colour.ground;
  fillGlyph(context, BANG, x, y, 2.7 * unit);
}

/** A broken ring with a question: the data has stopped, and nobody knows whether it still is urgent. */
function drawUnknown(
  context: CanvasRenderingContext2D,
  { x, y }: Spot,
  { unit }: View,
  { colour, fontFigure }: Tokens,
): void {
  const r = 1.3 * unit;
  context.fillStyle = colour.ground;
  context.beginPath();
  context.arc(x, y, r + 0.3 * unit, 0, 2 * Math.PI);
  context.fill();
  context.strokeStyle = context.fillStyle = colour['text-1'];
  context.lineWidth = 0.26 * unit;
  context.setLineDash([0.7 * unit, 0.32 * unit]);
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.stroke();
  context.setLineDash([]);
  context.font = `700 ${1.9 * unit}px ${fontFigure}`;
  context.textAlign = 'center';
  context.fillText('?', x, y + 0.66 * unit);
}

/** The case that is looked at: a ring in the colour of focus, whatever its mark. */
export function drawSelection(
  context: CanvasRenderingContext2D,
  { x, y }: Spot,
  { unit }: View,
  { colour }: Tokens,
): void {
  for (const [width, style] of [
    [0.75, colour.ground],
    [0.35, colour.focus],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width * unit;
    context.beginPath();
    context.arc(x, y, 2.5 * unit, 0, 2 * Math.PI);
    context.stroke();
  }
}

/** How long the ring of a new case closes in, once. */
export const DROP_MS = 600;

/** A new case: a ring from 2.4 to 1.0 of its size. */
export function drawDrop(
  context: CanvasRenderingContext2D,
  { x, y }: Spot,
  share: number,
  { unit }: View,
  { colour }: Tokens,
): void {
  const eased = 1 - (1 - share) ** 2;
  context.strokeStyle = colour.changed;
  context.lineWidth = 0.28 * unit;
  context.beginPath();
  context.arc(x, y, (2.4 - 1.4 * eased) * 1.3 * unit, 0, 2 * Math.PI);
  context.stroke();
}
