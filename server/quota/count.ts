/** So many windows are kept at once; beyond that the oldest goes first, so that a flood of addresses costs no memory. */
const AT_MOST = 50_000;

/** How often within the window so far, and how much longer it lasts. */
export interface Counted {
  times: number;
  leftMs: number;
}

interface Window {
  times: number;
  /** On the monotonic clock, in milliseconds. */
  endsAt: number;
}

/** What one process counts by itself, in windows of a fixed length. */
export class Count {
  readonly #windows = new Map<string, Window>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Adds to the window of this key, beginning one where there is none; answers how often by now, and for how much longer. */
  add(key: string, times: number, withinS: number): Counted {
    const now = this.#now();
    const open = this.#windows.get(key);
    if (open && open.endsAt > now) {
      open.times += times;
      return { times: open.times, leftMs: open.endsAt - now };
    }
    this.#windows.delete(key);
    const [oldest] = this.#windows.keys();
    if (oldest !== undefined && this.#windows.size >= AT_MOST) this.#windows.delete(oldest);
    this.#windows.set(key, { times, endsAt: now + withinS * 1_000 });
    return { times, leftMs: withinS * 1_000 };
  }

  /** What others have counted: this process then needs to ask nobody until the window is over. */
  raise(key: string, times: number, leftMs: number): void {
    const own = this.#windows.get(key);
    if (own) own.times = Math.max(own.times, times);
    else this.#windows.set(key, { times, endsAt: this.#now() + leftMs });
  }
}
