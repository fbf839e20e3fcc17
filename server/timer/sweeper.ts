import type { CityClock } from '#server/clock.ts';
import type { Desk } from '#server/command.ts';
import { nextDue, sweep } from '#server/timer/sweep.ts';
import { everyMs } from '#server/timetable.ts';

const AT_MOST_MS = everyMs('timer sweep');

/**
 * Sweeps until nothing is due, then sleeps until the next deadline that it knows of, and never longer than a
 * quarter of a second: another process may have armed an earlier one.
 */
export class Sweeper {
  readonly #desk: Desk;
  readonly #clock: CityClock;
  readonly #onFault: (fault: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(desk: Desk, clock: CityClock, onFault: (fault: unknown) => void) {
    this.#desk = desk;
    this.#clock = clock;
    this.#onFault = onFault;
    this.#sleep(0);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#turn;
  }

  #sleep(ms: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#turn = this.#once().then(
        (wait) => this.#sleep(wait),
        (fault: unknown) => {
          this.#onFault(fault);
          this.#sleep(AT_MOST_MS);
        },
      );
    }, ms);
  }

  async #once(): Promise<number> {
    if ((await sweep(this.#desk)) > 0) return 0;
    const due = await nextDue(this.#desk.db);
    if (due === undefined) return AT_MOST_MS;
    const { at, rate } = this.#clock.tick();
    const wait = rate > 0 ? (due - at) / rate : AT_MOST_MS;
    return Math.max(5, Math.min(AT_MOST_MS, wait));
  }
}
