/** What follows the first fact within this time shares its frame: the cost is per frame and socket, not per fact. */
export const FOLD_MS = 50;
/** In a burst the frames follow one another more slowly, up to this: a frame with a few facts in it was sent too soon. */
export const BURST_FOLD_MS = 200;
/** A frame with so many facts is still no burst. */
const FEW = 2;
/** What one frame costs of the even pace: a little less than its time, so that a delay is made up for. */
const LEAST_MS = 40;

/**
 * When a room may send its next frame: at once where it was quiet, otherwise so that there is about one in FOLD_MS, and in a
 * burst the later the more facts the last one bore. A frame may come early by as much as the one before came late, so that
 * facts at an even pace do not wait for each other.
 */
export class Pace {
  /** The instant at which the next frame is due by the even pace, by the monotonic clock. */
  #due = Number.NEGATIVE_INFINITY;

  /** @returns milliseconds until a frame may go: FOLD_MS at most where frames bear few facts, else BURST_FOLD_MS */
  waitMs(now: number): number {
    return Math.max(0, this.#due - FOLD_MS - now);
  }

  /** A frame with so many facts has gone; one without any, a heartbeat, holds nothing up. */
  sent(now: number, facts: number): void {
    if (facts === 0) return;
    const slack = facts <= FEW ? LEAST_MS : Math.min((FOLD_MS * facts) / FEW, BURST_FOLD_MS);
    // One that went before its time, with a heartbeat, does not make the next one wait longer than that.
    this.#due = Math.min(Math.max(this.#due, now) + slack, now + FOLD_MS + Math.max(slack, FOLD_MS));
  }
}
