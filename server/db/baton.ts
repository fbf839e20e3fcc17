import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { everyMs } from '#server/timetable.ts';

export interface BatonOptions {
  /** A connection of its own: the lock belongs to it, and ends with it. */
  connect: () => pg.Client;
  /** The number of the advisory lock: one for each thing that one process at a time may do. */
  key: number;
  /** Begins to do that thing; called again whenever the lock was lost and is won anew. */
  play: () => Promise<{ stop: () => Promise<void> }>;
  onFault: (fault: unknown) => void;
}

/**
 * What one process at a time does: whoever holds the baton plays. It is an advisory lock of a session, so that Postgres takes
 * it back at the moment when its holder dies, and the next process to ask picks it up. Nobody waits in the lock: a waiting
 * statement would keep old rows from being cleared away.
 */
export class Baton {
  readonly #options: BatonOptions;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;

  constructor(options: BatonOptions) {
    this.#options = options;
    this.#running = this.#run();
  }

  /** Stops playing first, then gives the baton back. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        await this.#session();
      } catch (fault) {
        this.#options.onFault(fault);
      }
      await this.#rest(this.#stop.signal);
    }
  }

  /** One connection's life: asks until it holds the baton, then plays until it is lost. */
  async #session(): Promise<void> {
    const client = this.#options.connect();
    const over = new AbortController();
    const end = (): void => over.abort();
    client.on('error', end);
    client.on('end', end);
    this.#stop.signal.addEventListener('abort', end, { once: true });
    try {
      await client.connect();
      while (!over.signal.aborted) {
        if (await this.#take(client)) return await this.#play(over.signal);
        await this.#rest(over.signal);
      }
    } finally {
      this.#stop.signal.removeEventListener('abort', end);
      await client.end().catch(() => undefined);
    }
  }

  async #take(client: pg.Client): Promise<boolean> {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
      this.#options.key,
    ]);
    return rows[0]?.held === true;
  }

  async #play(over: AbortSignal): Promise<void> {
    const playing = await this.#options.play();
    if (!over.aborted) await new Promise((done) => over.addEventListener('abort', done, { once: true }));
    await playing.stop();
  }

  #rest(until: AbortSignal): Promise<void> {
    return pause(everyMs('baton'), undefined, { signal: until, ref: false }).catch(() => undefined);
  }
}
