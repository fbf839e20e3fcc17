import type { Tokens } from '../ui/tokens.ts';
import type { OrderLine } from './order-line.ts';
import { spotOf, type Box, type Spot, type View } from './view.ts';

/** How long an order travels to its departments, once. */
export const TRAVEL_MS = 1800;

/** Departments in one building would cover one another: they stand in a column there. */
export function departmentSpots(lines: readonly OrderLine[], view: View): Map<string, Spot> {
  const spots = new Map<string, Spot>();
  const columns = new Map<string, number>();
  const cell = 1.4 * view.unit;
  for (const { departmentId, to } of lines.toSorted((a, b) => a.departmentId.localeCompare(b.departmentId))) {
    if (spots.has(departmentId)) continue;
    const { x, y } = spotOf(view, to);
    const key = `${Math.round(x / cell)}:${Math.round(y / cell)}`;
    const row = columns.get(key) ?? 0;
    columns.set(key, row + 1);
    spots.set(departmentId, { x, y: y + row * cell });
  }
  return spots;
}

/** A slight bow, so that two lines between neighbours can be told apart. */
function bow(from: Spot, to: Spot): Spot {
  return {
    x: (from.x + to.x) / 2 - (to.y - from.y) * 0.1,
    y: (from.y + to.y) / 2 + (to.x - from.x) * 0.1,
  };
}

/** Spots along a line, none further than `step` pixels from the next: what a pointer on the line is near to. */
export function alongLine(from: Spot, to: Spot, step: number): Spot[] {
  const control = bow(from, to);
  const count = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / step));
  return Array.from({ length: count + 1 }, (_, n) => {
    const [a, b] = [1 - n / count, n / count];
    return {
      x: a * a * from.x + 2 * a * b * control.x + b * b * to.x,
      y: a * a * from.y + 2 * a * b * control.y + b * b * to.y,
    };
  });
}

/** The box within which a line and its department are drawn. */
export function orderBox(
  line: OrderLine,
  departments: ReadonlyMap<string, Spot>,
  view: View,
): Box | undefined {
  const to = departments.get(line.departmentId);
  if (!to) return undefined;
  const from = spotOf(view, line.from);
  const control = bow(from, to);
  // A quadratic curve stays within the triangle of its three points.
  const [xs, ys] = [
    [from.x, to.x, control.x],
    [from.y, to.y, control.y],
  ];
  const edge = view.unit;
  const [x, y] = [Math.min(...xs) - edge, Math.min(...ys) - edge];
  return { x, y, w: Math.max(...xs) + edge - x, h: Math.max(...ys) + edge - y };
}

const ease = (t: number): number => (t < 0.5 ? 2 * t * t : 1 - (-2 * t + 2) ** 2 / 2);

/**
 * The lines of orders and the squares of their departments: hollow waits, filled has signed. `travelled` says how far
 * the order on this line has come, 0 to 1.
 */
export function drawOrders(
  context: CanvasRenderingContext2D,
  lines: readonly OrderLine[],
  departments: ReadonlyMap<string, Spot>,
  travelled: (line: OrderLine) => number,
  view: View,
  theme: Tokens,
): void {
  for (const line of lines) {
    const to = departments.get(line.departmentId);
    if (!to) continue;
    const from = spotOf(view, line.from);
    const share = travelled(line);
    if (share < 1) drawTravelling(context, from, to, ease(share), view, theme);
    else drawLine(context, line, from, to, view, theme);
  }
  for (const line of lines) {
    const to = departments.get(line.departmentId);
    if (to && travelled(line) >= 1) drawSquare(context, line, to, view, theme);
  }
  context.setLineDash([]);
}

function colourOf(line: OrderLine, { colour }: Tokens): string {
  if (line.state === 'just-signed') return colour.changed;
  return line.state === 'signed' ? colour['map-signed'] : colour[line.look];
}

function drawLine(
  context: CanvasRenderingContext2D,
  line: OrderLine,
  from: Spot,
  to: Spot,
  { unit }: View,
  theme: Tokens,
): void {
  const middle = bow(from, to);
  const width = { waiting: 0.24, signed: 0.14, 'just-signed': 0.26 }[line.state] * unit;
  const stroke = (style: string, wide: number, dash: number[]): void => {
    context.strokeStyle = style;
    context.lineWidth = wide;
    context.setLineDash(dash);
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.quadraticCurveTo(middle.x, middle.y, to.x, to.y);
    context.stroke();
  };
  if (line.state === 'waiting') stroke(theme.colour.ground, width * 2.2, []);
  stroke(colourOf(line, theme), width, line.state === 'waiting' ? [0.9 * unit, 0.55 * unit] : []);
}

function drawTravelling(
  context: CanvasRenderingContext2D,
  from: Spot,
  to: Spot,
  share: number,
  { unit }: View,
  { colour }: Tokens,
): void {
  const control = bow(from, to);
  // The part of a quadratic curve up to `share` is a quadratic curve again (de Casteljau).
  const mix = (a: Spot, b: Spot): Spot => ({ x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share });
  const near = mix(from, control);
  const head = mix(near, mix(control, to));
  context.strokeStyle = context.fillStyle = colour.changed;
  context.lineWidth = 0.3 * unit;
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.quadraticCurveTo(near.x, near.y, head.x, head.y);
  context.stroke();
  context.beginPath();
  context.arc(head.x, head.y, 0.48 * unit, 0, 2 * Math.PI);
  context.fill();
}

function drawSquare(
  context: CanvasRenderingContext2D,
  line: OrderLine,
  { x, y }: Spot,
  { unit }: View,
  theme: Tokens,
): void {
  const half = 0.52 * unit;
  const own = colourOf(line, theme);
  context.setLineDash([]);
  context.fillStyle = line.state === 'waiting' ? theme.colour.map : own;
  context.fillRect(x - half, y - half, half * 2, half * 2);
  context.strokeStyle = own;
  context.lineWidth = 0.22 * unit;
  context.strokeRect(x - half, y - half, half * 2, half * 2);
}
