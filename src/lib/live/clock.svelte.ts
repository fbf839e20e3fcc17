import type { Tick } from '#domain/feed.ts';
import { aheadBy, errorOf, refine, type Offset } from '#domain/offset.ts';
import { readPcClock, wrongBy } from './pc-clock.ts';

/** How often a screen's clock moves; countdowns change once a second, in place. */
const STEP_MS = 250;
/** Good enough for the whole seconds that a screen shows. */
const GOOD_MS = 100;
/** A word so late came over a slow line, or the server's clock was set back: only a question tells. */
const LATE_MS = 1_000;

/**
 * Server time on this screen, however wrong the PC's clock is and whenever somebody sets it: the browser's monotonic
 * clock, and how far the server's is from it, measured over the socket. `now` is reactive and moves four times a second.
 */
export class ServerClock {
  /** The last that was heard of how the city's time runs on the real one. */
  #tick: Tick | null = null;
  #offset: Offset | null = null;
  #doubted = false;
  #now = $state(0);
  #pcAheadMs = $state<number | null>(null);
  #timer: ReturnType<typeof setInterval> | undefined;

  /** City time in milliseconds since 1970; 0 before the server has said a word. */
  get now(): number {
    return this.#now;
  }

  /** 1 but for a simulated day. */
  get rate(): number {
    return this.#tick?.rate ?? 1;
  }

  /** How many milliseconds this machine's clock is fast (slow: negative) where it is worth a word; otherwise null. */
  get pcAheadMs(): number | null {
    return this.#pcAheadMs;
  }

  /** How wrong the real time may be, in milliseconds; infinite until a journey to the server and back was measured. */
  get errorMs(): number {
    return this.#offset ? errorOf(this.#offset, performance.now()) : Infinity;
  }

  get isKnown(): boolean {
    return !this.#doubted && this.errorMs <= GOOD_MS;
  }

  /** A word of the server's that nobody asked for: it is as late as its journey was long. */
  hear(tick: Tick): void {
    if (this.#offset && this.#real() - tick.real > LATE_MS) this.#doubted = true;
    this.#take(-Infinity, tick);
  }

  /** The answer to a question of `sentAt`, by the monotonic clock. */
  measure(sentAt: number, tick: Tick): void {
    this.#doubted = false;
    this.#take(sentAt, tick);
  }

  /** City time at this very moment, not reactive. */
  read(): number {
    if (!this.#tick) return 0;
    return Math.round(this.#tick.at + (this.#real() - this.#tick.real) * this.#tick.rate);
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#step(), STEP_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #take(sentAt: number, tick: Tick): void {
    this.#tick = tick;
    this.#offset = refine(this.#offset, { sentAt, heardAt: performance.now(), remote: tick.real });
    this.#step();
  }

  #real(): number {
    return performance.now() + (this.#offset ? aheadBy(this.#offset) : 0);
  }

  #step(): void {
    this.#now = this.read();
    if (this.#offset) {
      this.#pcAheadMs = wrongBy(this.#pcAheadMs, readPcClock() - this.#real(), this.errorMs);
    }
  }
}
