const KEY = 'faling.desk.panes';
/** Smallest widths of queue, case and map in px; what the map asks for is kept from the other two. */
export const MINIMA = { queue: 480, case: 460, map: 280 } as const;

/** Widths of the queue and of the map; the case has the rest. Without a choice they follow the window. */
export class Panes {
  #chosen = $state.raw<{ queue?: number; map?: number }>({});

  constructor() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as { queue?: unknown; map?: unknown };
      if (typeof kept.queue === 'number') this.#chosen = { ...this.#chosen, queue: kept.queue };
      if (typeof kept.map === 'number') this.#chosen = { ...this.#chosen, map: kept.map };
    } catch {
      // What another build has left here is not worth a word.
    }
  }

  /** 632 | 500 | 306 at 1440, 700 | 700 | 520 at 1920. */
  widths(total: number): { queue: number; map: number } {
    const wide = Math.min(1, Math.max(0, (total - 1440) / 480));
    const queue = clamp(
      this.#chosen.queue ?? 632 + 68 * wide,
      MINIMA.queue,
      total - MINIMA.case - MINIMA.map,
    );
    const map = clamp(this.#chosen.map ?? 306 + 214 * wide, MINIMA.map, total - MINIMA.case - queue);
    return { queue: Math.round(queue), map: Math.round(map) };
  }

  set(pane: 'queue' | 'map', width: number | undefined): void {
    this.#chosen = { ...this.#chosen, [pane]: width };
    localStorage.setItem(KEY, JSON.stringify(this.#chosen));
  }
}

const clamp = (n: number, low: number, high: number): number => Math.max(low, Math.min(high, n));
