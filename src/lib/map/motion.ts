import type { Case } from '#domain/case/case.ts';
import type { Tokens } from '../ui/tokens.ts';
import { drawDrop, DROP_MS, dropReach } from './case-layer.ts';
import { Once } from './once.ts';
import { drawOrders, orderBox, TRAVEL_MS } from './order-layer.ts';
import type { OrderLine } from './order-line.ts';
import type { Still } from './still.ts';
import { around, overlaps, spotOf, type Box } from './view.ts';

/**
 * What moves on the map, each thing once: orders on their way, and the ring around a case that has come. It has a canvas of
 * its own, on which only the little that moved is wiped and drawn.
 */
export class Motion {
  readonly #arrivals = new Once(DROP_MS);
  readonly #travels = new Once(TRAVEL_MS);
  #drawn: Box[] = [];

  /** Takes note of what is there; true where something moves. */
  note(cases: Iterable<string>, lines: readonly OrderLine[], at: number, wanted: boolean): boolean {
    this.#arrivals.note(cases, at, wanted);
    this.#travels.note(
      lines.map((line) => line.id),
      at,
      wanted,
    );
    return this.isMoving(at);
  }

  isMoving(at: number): boolean {
    return this.#arrivals.moving(at).length > 0 || this.#travels.moving(at).length > 0;
  }

  /** The lines that have arrived. */
  resting(lines: readonly OrderLine[], at: number): OrderLine[] {
    return lines.filter((line) => this.#travels.share(line.id, at) >= 1);
  }

  /** Everything is drawn again from the start. */
  wipe(): void {
    this.#drawn = [{ x: 0, y: 0, w: 1e5, h: 1e5 }];
  }

  /** Draws what moves at `at`; lines that `stand` already are drawn elsewhere. */
  draw(
    context: CanvasRenderingContext2D,
    still: Still,
    stand: ReadonlySet<string>,
    cases: ReadonlyMap<string, Case>,
    theme: Tokens,
    at: number,
  ): void {
    for (const { x, y, w, h } of this.#drawn) context.clearRect(x, y, w, h);
    const { view, departments } = still;
    const lines = still.lines.filter((line) => !stand.has(line.id));
    drawOrders(context, lines, departments, (line) => this.#travels.share(line.id, at), view, theme);
    const ways = lines.flatMap((line) => orderBox(line, departments, view) ?? []);
    for (const way of ways) uncover(context, still, way);
    const drops = this.#arrivals.moving(at).flatMap((id) => {
      const place = cases.get(id)?.place;
      if (!place) return [];
      const spot = spotOf(view, place);
      drawDrop(context, spot, this.#arrivals.share(id, at), view, theme);
      return [around(spot, dropReach(view))];
    });
    this.#drawn = [...ways, ...drops];
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
