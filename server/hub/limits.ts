import type { Waiting } from './wire.ts';

/** Bounds on what one socket may do and hold: a slow or hostile one is cut, the others do not notice. */
export const MAX_FRAME_BYTES = 64 * 1024;
export const MAX_WAITING_BYTES = 1024 * 1024;
export const MAX_WAITING_FRAMES = 500;
/** Everything that comes over one line, acknowledgements and signs of life too. */
const PACKETS = { most: 20, perS: 20 };
/** Each costs a reading of the database: a screen asks when it connects, and again where it found a hole. */
const VIEWS = { most: 10, perS: 1 };

interface Bounds {
  /** So many at once. */
  most: number;
  /** And so many a second after that. */
  perS: number;
}

/** A bucket that fills again by and by. */
export class Budget {
  readonly #bounds: Bounds;
  #left: number;
  #at: number;

  constructor(bounds: Bounds, now: number) {
    this.#bounds = bounds;
    this.#left = bounds.most;
    this.#at = now;
  }

  static ofPackets = (): Budget => new Budget(PACKETS, performance.now());
  static ofViews = (): Budget => new Budget(VIEWS, performance.now());

  /** False when the sender has used it up. */
  take(now = performance.now()): boolean {
    const { most, perS } = this.#bounds;
    this.#left = Math.min(most, this.#left + ((now - this.#at) / 1000) * perS);
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

  /** A snapshot was just handed over. One more, while the first is still on its way, is no excuse for more than waits already. */
  snapshotSent(): void {
    if (this.#snapshotLeft === 0) this.#snapshotLeft = Number.POSITIVE_INFINITY;
  }

  /** True when more waits than one socket may hold. Called at every look, because it remembers the last one. */
  tooLong({ frames, bytes }: Waiting): boolean {
    if (frames > MAX_WAITING_FRAMES) return true;
    const stillTaking = bytes < this.#snapshotLeft;
    this.#snapshotLeft = bytes > MAX_WAITING_BYTES && stillTaking ? bytes : 0;
    return bytes > MAX_WAITING_BYTES && !stillTaking;
  }
}
