/** What follows the first fact within this time shares its frame: the cost is per frame and socket, not per fact. */
export const FOLD_MS = 50;

/**
 * When a room may send its next frame: at once where it was quiet, otherwise so that there is one in FOLD_MS. A frame may
 * come early by as much as the one before it came late, so that facts at an even pace never wait for each other.
 */
export class Pace {
  /** The instant at which the next frame is due by the even pace, by the monotonic clock. */
  #due = Number.NEGATIVE_INFINITY;

  /** @returns milliseconds until a frame may go, at most FOLD_MS */
  waitMs(now: number): number {
    return Math.max(0, this.#due - FOLD_MS - now);
  }

  sent(now: number): void {
    this.#due = Math.max(this.#due, now) + FOLD_MS;
  }
}
