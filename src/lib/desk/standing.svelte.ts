import { rowsOf, type Item } from './queue.ts';

/** Pointer and keys must have been still for so long before rows change their places. */
export const STILL_MS = 2_000;

/**
 * The order in which the rows stand. Nothing moves under the hand: a new order is held back until the hand has
 * been still, or the person asks for it; what a row says changes in place at once.
 */
export class Standing {
  #items = $state.raw<readonly Item[]>([]);
  #offered = $state.raw<readonly Item[]>([]);
  #key = '';
  #touchedAt = -Infinity;
  readonly #now: () => number;

  /** @param now monotonic milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get items(): readonly Item[] {
    return this.#items;
  }

  /** The ids of the list; made once for as long as it stands. */
  readonly #ids = $derived(new Set(rowsOf(this.#items).map(({ subject }) => subject.id)));

  /** Ids that have come and do not stand in the list yet. */
  readonly waiting = $derived.by((): string[] => {
    const waiting: string[] = [];
    if (this.#items === this.#offered) return waiting;
    for (const item of this.#offered) {
      if (item.kind === 'row' && !this.#ids.has(item.line.subject.id)) waiting.push(item.line.subject.id);
    }
    return waiting;
  });

  touch(): void {
    this.#touchedAt = this.#now();
  }

  /**
   * The order that would be right now. One for another filter stands at once, and the first rows of an empty list do:
   * there is nothing to move away. Answers whether it stands.
   */
  offer(items: readonly Item[], key: string): boolean {
    this.#offered = items;
    if (key === this.#key && this.#items.length > 0) return this.settle();
    this.#key = key;
    this.#items = items;
    return true;
  }

  /** Takes the order over where the hand is still. */
  settle(): boolean {
    if (this.#now() - this.#touchedAt < STILL_MS) return false;
    return this.take();
  }

  /** Takes it over now. */
  take(): boolean {
    if (this.#items === this.#offered) return false;
    this.#items = this.#offered;
    return true;
  }
}
