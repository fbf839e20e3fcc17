import { setTimeout as pause } from 'node:timers/promises';
import type { Tick } from '#domain/feed.ts';
import { isPassing } from '#server/db/transaction.ts';
import type { Act } from './act.ts';
import type { Cast } from './cast.ts';
import type { Schedule } from './schedule.ts';

export interface LiveOptions {
  cast: Pick<Cast, 'play'>;
  schedule: Schedule;
  /** The city's time, and how fast it runs. */
  tick: () => Tick;
  /** Asked at every turn: what else there is to do from this instant on. */
  more: (now: number) => readonly Act[] | Promise<readonly Act[]>;
  onFault: (fault: unknown) => void;
}

/** Cases played at the same time; the acts of one case always one after the other. */
const AT_ONCE = 4;
const LONGEST_MS = 500;
const AFTER_FAULT_MS = 2_000;

/**
 * Plays the acts when their time has come by the city's clock, at whatever rate that runs. It decides nothing
 * by that estimate: the write path stamps what happens by the database's clock.
 */
export class LiveDay {
  readonly #options: LiveOptions;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      let waitMs = AFTER_FAULT_MS;
      try {
        waitMs = await this.#turn();
      } catch (fault) {
        this.#options.onFault(fault);
      }
      await pause(waitMs, undefined, { signal: this.#stop.signal, ref: false }).catch(() => undefined);
    }
  }

  /** Answers how long nothing is to be done. */
  async #turn(): Promise<number> {
    const { schedule, tick, more } = this.#options;
    schedule.add(await more(tick().at));
    const again = await this.#play(schedule.take(tick().at));
    schedule.add(again);
    if (again.length > 0) return AFTER_FAULT_MS;
    const { at, rate } = tick();
    const next = schedule.nextAt();
    if (next === undefined || rate <= 0) return LONGEST_MS;
    return Math.max(0, Math.min(LONGEST_MS, (next - at) / rate));
  }

  /** Answers the acts that have to be tried again. */
  async #play(acts: readonly Act[]): Promise<Act[]> {
    const lives = [...Map.groupBy(acts, ({ life }) => life).values()];
    const again: Act[] = [];
    const worker = async (): Promise<void> => {
      for (let life = lives.shift(); life; life = lives.shift()) again.push(...(await this.#playLife(life)));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return again;
  }

  async #playLife(acts: readonly Act[]): Promise<Act[]> {
    for (const [n, act] of acts.entries()) {
      if (this.#stop.signal.aborted) return [];
      try {
        if ((await this.#options.cast.play(act)) === 'busy') return acts.slice(n);
      } catch (fault) {
        this.#options.onFault(fault);
        // The command's id makes a repeat harmless; what fails for another reason fails again.
        return acts.slice(isPassing(fault) ? n : n + 1);
      }
    }
    return [];
  }
}
