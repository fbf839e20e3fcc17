/**
 * Motion means change: each thing that appears after the first look is animated once, by the screen's own clock, and
 * never again. What was there at the first look stands still.
 */
export class Once {
  readonly #seen = new Map<string, number>();
  readonly #durationMs: number;
  #first = true;

  constructor(durationMs: number) {
    this.#durationMs = durationMs;
  }

  /** Takes note of what is there at `at`; what is new begins to move, unless motion is unwanted. */
  note(ids: Iterable<string>, at: number, motion: boolean): void {
    const gone = new Set(this.#seen.keys());
    for (const id of ids) {
      gone.delete(id);
      if (!this.#seen.has(id)) this.#seen.set(id, this.#first || !motion ? -Infinity : at);
    }
    for (const id of gone) this.#seen.delete(id);
    this.#first = false;
  }

  /** How far the motion of `id` has come: 0 to 1, where 1 is at rest. */
  share(id: string, at: number): number {
    const since = this.#seen.get(id) ?? -Infinity;
    return Math.min(1, (at - since) / this.#durationMs);
  }

  /** What still moves. */
  moving(at: number): string[] {
    return [...this.#seen.keys()].filter((id) => this.share(id, at) < 1);
  }
}
