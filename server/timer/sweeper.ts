import { uptime } from 'node:os';
import type { Desk } from '#server/command.ts';
import { isPassing } from '#server/db/transaction.ts';
import { Hold, type Alarm } from '#server/timer/hold.ts';
import { look, type Look } from '#server/timer/look.ts';
import { BATCH, sweep, SweepFault, type Sweeping } from '#server/timer/sweep.ts';
import { everyMs } from '#server/timetable.ts';

const AT_MOST_MS = everyMs('timer sweep');
/** After a look at timers whose cases somebody else holds: a command holds one for a few milliseconds. */
const HELD_CASE_MS = 20;
/** How many transactions fire at once where more is due than one of them takes. */
const LANES = 2;
/** How long a case is passed over whose timers could not be fired. */
const ASIDE_MS = 60_000;

export interface SweeperOptions {
  desk: Desk;
  onFault: (fault: unknown) => void;
  onAlarm: Alarm;
  /** Milliseconds on a clock that nobody can set; that of the machine, which counts its sleep as well. */
  steadyMs?: () => number;
}

/**
 * Sweeps until nothing is due, then sleeps until the next deadline that it knows of, and never longer than a
 * quarter of a second: another process may have armed an earlier one.
 */
export class Sweeper {
  readonly #options: Required<SweeperOptions>;
  readonly #hold: Hold;
  /** Cases whose timers could not be fired, and until when they are passed over. */
  readonly #aside = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> | undefined;
  /** The city's instant that it sleeps towards. */
  #nextAt = Infinity;
  #again = false;
  #stopped = false;

  constructor(options: SweeperOptions) {
    this.#options = { steadyMs: () => uptime() * 1_000, ...options };
    this.#hold = new Hold(options.desk.db, options.onAlarm);
    this.#sleep(0);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#turn;
  }

  /** This process has armed a timer for this instant of the city: looks at once where that is earlier than expected. */
  expect(nextAt: number): void {
    if (nextAt >= this.#nextAt) return;
    this.#nextAt = nextAt;
    if (this.#turn) this.#again = true;
    else this.#sleep(0);
  }

  #sleep(ms: number): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#again = false;
      this.#turn = this.#once()
        .catch((fault: unknown) => {
          this.#options.onFault(fault);
          return AT_MOST_MS;
        })
        .then((wait) => {
          this.#turn = undefined;
          this.#sleep(this.#again ? 0 : wait);
        });
    }, ms);
  }

  /** One look, and what is due. @returns how many milliseconds there is nothing to do */
  async #once(): Promise<number> {
    const { desk, steadyMs } = this.#options;
    const from = steadyMs();
    const seen = await look(desk.db, this.#passedOver());
    if (await this.#hold.consider(seen, { from, to: steadyMs() })) return AT_MOST_MS;
    this.#nextAt = seen.nextAt;
    if (seen.nextAt > seen.now) return waitOf(seen);
    return (await this.#drain()) > 0 ? 0 : HELD_CASE_MS;
  }

  async #drain(): Promise<number> {
    const first = await this.#fire();
    if (first < BATCH) return first;
    const lane = async (): Promise<void> => {
      while (!this.#stopped && (await this.#fire()) > 0);
    };
    // A lane that fails does not leave the other one running beside the next turn, or beyond a stop.
    const ended = await Promise.allSettled(Array.from({ length: LANES }, lane));
    const failed = ended.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
    return first;
  }

  async #fire(): Promise<number> {
    try {
      return await sweep(this.#options.desk, this.#sweeping());
    } catch (fault) {
      if (!(fault instanceof SweepFault) || isPassing(fault)) throw fault;
      return this.#fireOneByOne();
    }
  }

  /** Something in the batch cannot be fired: its case is found and passed over, and the others do not wait for it. */
  async #fireOneByOne(): Promise<number> {
    let fired = 0;
    for (let n = 0; n < BATCH && !this.#stopped; n += 1) {
      try {
        const one = await sweep(this.#options.desk, { ...this.#sweeping(), limit: 1 });
        if (one === 0) break;
        fired += one;
      } catch (fault) {
        if (!(fault instanceof SweepFault) || isPassing(fault)) throw fault;
        for (const id of fault.caseIds) this.#aside.set(id, performance.now() + ASIDE_MS);
        this.#options.onFault(fault);
      }
    }
    return fired;
  }

  #sweeping(): Sweeping {
    const { steadyMs } = this.#options;
    const from = steadyMs();
    const trusts = (databaseAt: number): boolean => this.#hold.trusts(databaseAt, { from, to: steadyMs() });
    return { aside: this.#passedOver(), trusts };
  }

  #passedOver(): string[] {
    for (const [id, until] of this.#aside) if (until < performance.now()) this.#aside.delete(id);
    return [...this.#aside.keys()];
  }
}

function waitOf({ nextAt, now, rate }: Look): number {
  const wait = rate > 0 ? (nextAt - now) / rate : AT_MOST_MS;
  return Math.max(1, Math.min(AT_MOST_MS, wait));
}
