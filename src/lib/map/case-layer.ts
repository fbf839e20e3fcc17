import { BANG, CROSS, TRIANGLE } from '../ui/signs.ts';
import type { Tokens } from '../ui/tokens.ts';
import { fillGlyph } from './glyph.ts';
import type { Mark } from './mark.ts';
import { blit, type Pen, type SpriteSheet } from './sprite.ts';
import type { Spot, View } from './view.ts';

/** A cluster or a single calm case where it is drawn. */
export interface Disc extends Spot {
  r: number;
  count: number;
  /** Of the only case; null for a cluster. */
  caseId: string | null;
  /** The communities of its cases, the one with most first. */
  areaCodes: readonly string[];
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
  theme: Tokens,
  sprites: SpriteSheet,
): void {
  for (const { x, y, r, count } of discs) {
    const size = 2 * r + 0.4 * unit;
    const sprite = sprites.get(`disc ${count} ${r}`, size, size, (pen) =>
      count === 1 ? penSingle(pen, r, unit, theme) : penCluster(pen, r, count, unit, theme),
    );
    blit(context, sprite, x, y);
  }
}

function penSingle(pen: Pen, r: number, unit: number, { colour }: Tokens): void {
  pen.fillStyle = colour.running;
  pen.strokeStyle = colour.ground;
  pen.lineWidth = 0.2 * unit;
  pen.beginPath();
  pen.arc(0, 0, r, 0, 2 * Math.PI);
  pen.fill();
  pen.stroke();
}

function penCluster(pen: Pen, r: number, count: number, unit: number, { colour, fontFigure }: Tokens): void {
  pen.fillStyle = colour['map-cluster'];
  pen.strokeStyle = colour['map-cluster-line'];
  pen.lineWidth = 0.18 * unit;
  pen.beginPath();
  pen.arc(0, 0, r, 0, 2 * Math.PI);
  pen.fill();
  pen.stroke();
  const size = Math.min(2, 1.65 + count / 100) * unit;
  pen.font = `600 ${size}px ${fontFigure}`;
  pen.textAlign = 'center';
  pen.fillStyle = colour['text-1'];
  pen.fillText(String(count), 0, size * 0.35);
}

const PENS = { red: penRed, amber: penAmber, unknown: penUnknown };

/** Amber below red: the last drawn is what is breached. */
export function drawSigns(
  context: CanvasRenderingContext2D,
  signs: readonly Sign[],
  { unit }: View,
  theme: Tokens,
  sprites: SpriteSheet,
): void {
  const rank = (sign: Sign): number => (sign.mark.look === 'red' ? 1 : 0);
  for (const { x, y, mark } of signs.toSorted((a, b) => rank(a) - rank(b))) {
    const { look } = mark;
    if (look === 'running') continue;
    const size = 4.2 * unit;
    blit(
      context,
      sprites.get(look, size, size, (pen) => PENS[look](pen, unit, theme)),
      x,
      y,
    );
  }
}

function penRed(pen: Pen, unit: number, { colour }: Tokens): void {
  const square = (side: number): [number, number, number, number] => [
    (-side * unit) / 2,
    (-side * unit) / 2,
    side * unit,
    side * unit,
  ];
  pen.fillStyle = colour.ground;
  pen.fillRect(...square(4));
  pen.fillStyle = colour.red;
  pen.fillRect(...square(3.3));
  pen.strokeStyle = colour.keyline;
  pen.lineWidth = 0.2 * unit;
  pen.strokeRect(...square(3.3));
  pen.fillStyle = colour['on-red'];
  fillGlyph(pen, CROSS, 0, 0, 3.6 * unit);
}

function penAmber(pen: Pen, unit: number, { colour }: Tokens): void {
  pen.fillStyle = colour.ground;
  fillGlyph(pen, TRIANGLE, 0, -0.1 * unit, 3.5 * unit);
  pen.fillStyle = colour['amber-mark'];
  fillGlyph(pen, TRIANGLE, 0, 0, 2.7 * unit);
  pen.fillStyle = colour.ground;
  fillGlyph(pen, BANG, 0, 0, 2.7 * unit);
}

/** A broken ring with a question: the data has stopped, and nobody knows whether it still is urgent. */
function penUnknown(pen: Pen, unit: number, { colour, fontFigure }: Tokens): void {
  const r = 1.3 * unit;
  pen.fillStyle = colour.ground;
  pen.beginPath();
  pen.arc(0, 0, r + 0.3 * unit, 0, 2 * Math.PI);
  pen.fill();
  pen.strokeStyle = pen.fillStyle = colour['text-1'];
  pen.lineWidth = 0.26 * unit;
  pen.setLineDash([0.7 * unit, 0.32 * unit]);
  pen.beginPath();
  pen.arc(0, 0, r, 0, 2 * Math.PI);
  pen.stroke();
  pen.font = `700 ${1.9 * unit}px ${fontFigure}`;
  pen.textAlign = 'center';
  pen.fillText('?', 0, 0.66 * unit);
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
