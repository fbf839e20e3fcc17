import { untrack } from 'svelte';
import type { Board } from '#domain/board/board.ts';
import type { LiveBoard } from '$lib/live/board.svelte.ts';

/** What the figures of the wall are computed from: the board, and the server's time. */
export interface Moment {
  board: Board;
  now: number;
}

const BEAT_MS = 1_000;

/**
 * The wall's heartbeat. However fast the feed comes and however fast a simulated day runs, figures are computed
 * once a second at most; a stale wall stands still at the last moment it heard of.
 */
export class WallMoment {
  readonly #live: LiveBoard;
  #beats = $state(0);
  #moment = $derived.by(() => this.#read());

  constructor(live: LiveBoard) {
    this.#live = live;
  }

  get now(): Moment {
    return this.#moment;
  }

  /** Answers with the function that ends it. */
  start(): () => void {
    const timer = setInterval(() => (this.#beats += 1), BEAT_MS);
    return () => clearInterval(timer);
  }

  #read(): Moment {
    const { liveness } = this.#live;
    void this.#beats;
    return untrack(() => ({
      board: this.#live.board,
      now: liveness === 'stale' ? this.#live.heardAt : this.#live.clock.read(),
    }));
  }
}
