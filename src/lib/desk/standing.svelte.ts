import { shelve, type Shelf } from './shelf.ts';

/** Pointer and keys must have been still for so long before rows change their places. */
export const STILL_MS = 2_000;

const EMPTY = shelve([], 0, 1);

/**
 * The order in which the rows stand. Nothing moves under the hand: a new order is held back until the hand has
 * been still, or the person asks for it; what a row says changes in place at once.
 */
export class Standing {
  #shelf = $state.raw<Shelf>(EMPTY);
  #offered = $state.raw<Shelf>(EMPTY);
  #key = '';
  #touchedAt = -Infinity;
  readonly #now: () => number;

  /** @param now monotonic milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get shelf(): Shelf {
    return this.#shelf;
  }

  /** Ids that have come and do not stand in the list yet. */
  readonly waiting = $derived.by((): string[] => {
    if (this.#shelf === this.#offered) return [];
    const { ids } = this.#shelf;
    return this.#offered.rows.filter(({ subject }) => !ids.has(subject.id)).map(({ subject }) => subject.id);
  });

  touch(): void {
    this.#touchedAt = this.#now();
  }

  /**
   * The order that would be right now. One for another filter stands at once, and the first rows of an empty list do:
   * there is nothing to move away. Answers whether it stands.
   */
  offer(shelf: Shelf, key: string): boolean {
    this.#offered = shelf;
    if (key === this.#key && this.#shelf.length > 0) return this.settle();
    this.#key = key;
    this.#shelf = shelf;
    return true;
  }

  /** Takes the order over where the hand is still. */
  settle(): boolean {
    if (this.#now() - this.#touchedAt < STILL_MS) return false;
    return this.take();
  }

  /** Takes it over now. */
  take(): boolean {
    if (this.#shelf === this.#offered) return false;
    this.#shelf = this.#offered;
    return true;
  }
}
