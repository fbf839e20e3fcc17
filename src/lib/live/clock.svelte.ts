import type { Tick } from '#domain/feed.ts';

/** How often a screen's clock moves; countdowns change once a second, in place. */
const STEP_MS = 250;

/**
 * Server time on this screen, however wrong the PC's clock is: the last tick that the server sent, carried on
 * by the browser's monotonic clock. `now` is reactive and moves four times a second.
 */
export class ServerClock {
  #tick: Tick = { at: Date.now(), rate: 1 };
  #heardAt = performance.now();
  #now = $state(Date.now());
  #timer: ReturnType<typeof setInterval> | undefined;

  /** City time in milliseconds since 1970. */
  get now(): number {
    return this.#now;
  }

  /** 1 but for a simulated day. */
  get rate(): number {
    return this.#tick.rate;
  }

  hear(tick: Tick): void {
    this.#tick = tick;
    this.#heardAt = performance.now();
    this.#now = this.read();
  }

  /** City time at this very moment, not reactive. */
  read(): number {
    return Math.round(this.#tick.at + (performance.now() - this.#heardAt) * this.#tick.rate);
  }

  start(): void {
    this.#timer ??= setInterval(() => (this.#now = this.read()), STEP_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
