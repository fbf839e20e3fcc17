import type { Pane } from './windows.svelte.ts';

const KEY = 'faling.desk.panes';
/** Smallest widths of queue, case and map in px; what the map asks for is kept from the other two. */
export const MINIMA = { queue: 480, case: 460, map: 280 } as const;
/** Below this the map is a tab of the case. */
export const THREE_PANES_PX = 1280;

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

  /** 632 | 500 | 306 at 1440, 700 | 700 | 520 at 1920; a pane that stands elsewhere leaves its room to the others. */
  widths(total: number, shown: readonly Pane[]): { queue: number; map: number } {
    const wide = Math.min(1, Math.max(0, (total - 1440) / 480));
    const need = (pane: Pane): number => (shown.includes(pane) ? MINIMA[pane] : 0);
    const queue = clamp(
      this.#chosen.queue ?? 632 + 68 * wide,
      MINIMA.queue,
      total - need('case') - need('map'),
    );
    const map = clamp(
      this.#chosen.map ?? 306 + 214 * wide,
      MINIMA.map,
      total - need('case') - (shown.includes('queue') ? queue : 0),
    );
    return { queue: Math.round(queue), map: Math.round(map) };
  }

  set(pane: 'queue' | 'map', width: number | undefined): void {
    this.#chosen = { ...this.#chosen, [pane]: width };
    localStorage.setItem(KEY, JSON.stringify(this.#chosen));
  }
}

const clamp = (n: number, low: number, high: number): number => Math.max(low, Math.min(high, n));
