/** Bounds on what one socket may do and hold: a slow or hostile one is cut, the others do not notice. */
export const MAX_FRAME_BYTES = 64 * 1024;
export const MAX_WAITING_BYTES = 1024 * 1024;
const MESSAGES_PER_S = 20;

/** A bucket of twenty messages that refills within a second. */
export class MessageBudget {
  #left = MESSAGES_PER_S;
  #at = performance.now();

  /** False when the sender has used it up. */
  take(): boolean {
    const now = performance.now();
    this.#left = Math.min(MESSAGES_PER_S, this.#left + ((now - this.#at) / 1000) * MESSAGES_PER_S);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
