import { Arrivals } from './arrivals.ts';

/**
 * Motion means change: each thing that appears after the first look is animated once, by the screen's own clock, and
 * never again. What was there at the first look stands still.
 */
export class Once {
  readonly #arrivals = new Arrivals();
  /** Since when what still moves does so. */
  readonly #moving = new Map<string, number>();
  readonly #durationMs: number;

  constructor(durationMs: number) {
    this.#durationMs = durationMs;
  }

  /** Takes note of what is there at `at`; what is new begins to move, unless motion is unwanted. */
  note(ids: Iterable<string>, at: number, motion: boolean): void {
    for (const id of this.#arrivals.note(ids)) if (motion) this.#moving.set(id, at);
    for (const id of this.#moving.keys()) if (!this.#arrivals.has(id)) this.#moving.delete(id);
  }

  /** How far the motion of `id` has come: 0 to 1, where 1 is at rest. */
  share(id: string, at: number): number {
    const since = this.#moving.get(id) ?? -Infinity;
    return Math.min(1, (at - since) / this.#durationMs);
  }

  /** What still moves. */
  moving(at: number): string[] {
    for (const id of this.#moving.keys()) if (this.share(id, at) >= 1) this.#moving.delete(id);
    return [...this.#moving.keys()];
  }
}
