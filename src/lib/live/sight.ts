import { createContext } from 'svelte';
import type { Attachment } from 'svelte/attachments';

/** For rows that stand deep below the screen whose board they come from. */
export const [getSight, setSight] = createContext<Pick<Sight, 'of'>>();

/** So much of a row has to be inside the window and its panes. */
const SHARE = 0.5;

/**
 * Which orders have really been seen: their row was laid out inside the window, a frame was drawn after that, and the page was
 * visible. A page in the background draws no frames, so nothing is seen there until it comes forward.
 */
export class Sight {
  readonly #seen: (orders: readonly string[]) => void;
  readonly #rows = new Map<Element, { orders: readonly string[]; since: number }>();
  #observer: IntersectionObserver | undefined;

  constructor(seen: (orders: readonly string[]) => void) {
    this.#seen = seen;
  }

  /**
   * For `{@attach}` on the row of these orders; nothing where there is none.
   * @param orders their ids with a space between: as one text it changes only when they do
   */
  of(orders: string): Attachment | undefined {
    return orders === '' ? undefined : (row) => this.#watch(row, orders.split(' '));
  }

  #watch(row: Element, orders: readonly string[]): () => void {
    this.#observer ??= new IntersectionObserver((entries) => this.#look(entries), { threshold: SHARE });
    this.#rows.set(row, { orders, since: performance.now() });
    this.#observer.observe(row);
    return () => this.#forget(row);
  }

  #look(entries: readonly IntersectionObserverEntry[]): void {
    const inside = entries
      .filter((entry) => entry.isIntersecting && entry.intersectionRatio >= SHARE)
      .flatMap(({ target, time }) => {
        const row = this.#rows.get(target);
        return row && time >= row.since ? [{ target, row }] : [];
      });
    if (inside.length === 0) return;
    requestAnimationFrame(() => {
      if (document.visibilityState !== 'visible') return this.#again(inside);
      for (const { target, row } of inside) {
        // A row may say something else by now, which has not been seen.
        if (this.#rows.get(target) !== row) continue;
        this.#seen(row.orders);
        this.#forget(target);
      }
    });
  }

  /** Hidden just then: looked at anew, which answers once the page is drawn again. */
  #again(entries: readonly { target: Element }[]): void {
    for (const { target } of entries) {
      this.#observer?.unobserve(target);
      if (this.#rows.has(target)) this.#observer?.observe(target);
    }
  }

  #forget(row: Element): void {
    this.#rows.delete(row);
    this.#observer?.unobserve(row);
  }
}
