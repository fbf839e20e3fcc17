import type { Waiting } from './wire.ts';

/** Bounds on what one socket may do and hold: a slow or hostile one is cut, the others do not notice. */
export const MAX_FRAME_BYTES = 64 * 1024;
export const MAX_WAITING_BYTES = 1024 * 1024;
export const MAX_WAITING_FRAMES = 500;
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

/**
 * Watches what waits for one socket. A snapshot may be larger than the bound by itself: one that is still on its way
 * does not count against a screen as long as less of it waits at every look.
 */
export class Backlog {
  #snapshotLeft = 0;

  /** A snapshot was just handed over. */
  snapshotSent(): void {
    this.#snapshotLeft = Number.POSITIVE_INFINITY;
  }

  /** True when more waits than one socket may hold. Called at every look, because it remembers the last one. */
  tooLong({ frames, bytes }: Waiting): boolean {
    if (frames > MAX_WAITING_FRAMES) return true;
    const stillTaking = bytes < this.#snapshotLeft;
    this.#snapshotLeft = bytes > MAX_WAITING_BYTES && stillTaking ? bytes : 0;
    return bytes > MAX_WAITING_BYTES && !stillTaking;
  }
}
