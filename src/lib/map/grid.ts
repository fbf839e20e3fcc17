import { overlaps, type Box, type Spot } from './view.ts';

/** Boxes by the squares of the canvas that they touch, so that asking what is here does not look at everything. */
export class Grid<T> {
  readonly #cell: number;
  readonly #squares = new Map<number, { box: Box; value: T }[]>();

  /** @param cell side of a square in pixels: about the size of what is put in */
  constructor(cell: number) {
    this.#cell = cell;
  }

  add(box: Box, value: T): void {
    const entry = { box, value };
    for (const square of this.#under(box)) {
      const held = this.#squares.get(square);
      if (held) held.push(entry);
      else this.#squares.set(square, [entry]);
    }
  }

  isTaken(box: Box): boolean {
    for (const square of this.#under(box)) {
      for (const entry of this.#squares.get(square) ?? []) if (overlaps(entry.box, box)) return true;
    }
    return false;
  }

  /** What overlaps `box`, each once, in the order in which it was added within a square. */
  within(box: Box): Set<T> {
    const found = new Set<T>();
    for (const square of this.#under(box)) {
      for (const { box: other, value } of this.#squares.get(square) ?? [])
        if (overlaps(other, box)) found.add(value);
    }
    return found;
  }

  at({ x, y }: Spot): Set<T> {
    return this.within({ x, y, w: 0.01, h: 0.01 });
  }

  *#under({ x, y, w, h }: Box): Generator<number> {
    const [left, top] = [Math.floor(x / this.#cell), Math.floor(y / this.#cell)];
    const [right, bottom] = [Math.floor((x + w) / this.#cell), Math.floor((y + h) / this.#cell)];
    // A canvas has far fewer squares a side than this, and what lies left of it or above has numbers of its own.
    for (let row = top; row <= bottom; row += 1)
      for (let column = left; column <= right; column += 1) yield row * 0x10000 + column;
  }
}
