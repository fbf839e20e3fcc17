import { setTimeout as pause } from 'node:timers/promises';

/** Thrown out of the start when a stop was asked for in the meantime. */
export class Stopped extends Error {}

interface Stage {
  name: string;
  end: () => Promise<void> | void;
  boundMs: number;
}

/** How long a stage that is just beginning may take to notice that we are stopping. */
const beginningBoundMs = 4_000;

/**
 * The stages of this process. They begin one after the other and end in the reverse order, each within its own
 * bound, so that what uses the database is gone before the database is, and nothing that hangs can keep the
 * rest from ending.
 */
export class Lifecycle {
  readonly #abort = new AbortController();
  readonly #begun: Stage[] = [];
  readonly #complain: (name: string, error: unknown) => void;
  #current: Promise<unknown> = Promise.resolve();
  #stopping: Promise<void> | null = null;

  /** @param complain is told of each stage that did not end well; the others are ended all the same */
  constructor(complain: (name: string, error: unknown) => void) {
    this.#complain = complain;
  }

  /** Aborted as soon as a stop is asked for: long stages watch it. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** @throws Stopped if a stop was asked for before or while the stage began */
  async begin<T>(
    name: string,
    begin: () => Promise<T> | T,
    end?: (value: T) => Promise<void> | void,
    boundMs = 2_000,
  ): Promise<T> {
    if (this.signal.aborted) throw new Stopped();
    const beginning = (async () => {
      const value = await begin();
      if (end) this.#begun.push({ name, end: () => end(value), boundMs });
      return value;
    })();
    this.#current = beginning.catch(() => {});
    const value = await beginning;
    if (this.signal.aborted) throw new Stopped();
    return value;
  }

  /** Ends everything that has begun. Called again, it answers for the same stop. */
  stop(): Promise<void> {
    this.#stopping ??= this.#endAll();
    return this.#stopping;
  }

  async #endAll(): Promise<void> {
    this.#abort.abort();
    await within(beginningBoundMs, this.#current);
    for (let stage = this.#begun.pop(); stage; stage = this.#begun.pop()) {
      try {
        const ended = await within(stage.boundMs, Promise.resolve(stage.end()));
        if (!ended) this.#complain(stage.name, new Error(`did not end within ${stage.boundMs} ms`));
      } catch (error) {
        this.#complain(stage.name, error);
      }
    }
  }
}

async function within(boundMs: number, work: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController();
  const late = pause(boundMs, false, { signal: timer.signal, ref: false }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    timer.abort();
  }
}
