import type { Tokens } from '../ui/tokens.ts';
import { Once } from './once.ts';
import { drawOrders, orderBox, TRAVEL_MS } from './order-layer.ts';
import type { OrderLine } from './order-line.ts';
import type { Still } from './still.ts';
import { around, overlaps, type Box } from './view.ts';

/**
 * Orders on their way, each once. They have a canvas of their own, on which only the little that moved is wiped and drawn; what
 * has arrived stays on it until everything that stands is drawn again.
 */
export class Motion {
  readonly #travels = new Once(TRAVEL_MS);
  #drawn: Box[] = [];

  /** Takes note of what is there; true where something moves. */
  note(lines: readonly OrderLine[], at: number, wanted: boolean): boolean {
    this.#travels.note(
      lines.map((line) => line.id),
      at,
      wanted,
    );
    return this.isMoving(at);
  }

  isMoving(at: number): boolean {
    return this.#travels.moving(at).length > 0;
  }

  /** The lines that have arrived. */
  resting(lines: readonly OrderLine[], at: number): OrderLine[] {
    return lines.filter((line) => this.#travels.share(line.id, at) >= 1);
  }

  /** True where something is drawn on it, which nothing else shows. */
  get isDrawn(): boolean {
    return this.#drawn.length > 0;
  }

  /** Draws what moves at `at`; lines that `stand` already are drawn elsewhere. */
  draw(
    context: CanvasRenderingContext2D,
    still: Still,
    stand: ReadonlySet<string>,
    theme: Tokens,
    at: number,
  ): void {
    for (const { x, y, w, h } of this.#drawn) context.clearRect(x, y, w, h);
    const { view, departments } = still;
    const lines = still.lines.filter((line) => !stand.has(line.id));
    drawOrders(context, lines, departments, (line) => this.#travels.share(line.id, at), view, theme);
    const ways = lines.flatMap((line) => orderBox(line, departments, view) ?? []);
    for (const way of ways) uncover(context, still, way);
    this.#drawn = ways;
  }
}

/** Orders pass under the cases: what stands below this canvas and above the lines shows through. */
function uncover(context: CanvasRenderingContext2D, { signs, discs }: Still, way: Box): void {
  for (const sign of signs) {
    const box = around(sign, sign.half);
    if (overlaps(box, way)) context.clearRect(box.x, box.y, box.w, box.h);
  }
  context.globalCompositeOperation = 'destination-out';
  for (const disc of discs) {
    if (!overlaps(around(disc, disc.r), way)) continue;
    context.beginPath();
    context.arc(disc.x, disc.y, disc.r, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalCompositeOperation = 'source-over';
}
