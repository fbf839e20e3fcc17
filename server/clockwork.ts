/** One piece of recurring work. */
export interface Work {
  name: string;
  everyMs: number;
  run: () => Promise<unknown>;
}

/**
 * All recurring work of a process stands in one list (engine.ts). Each piece waits for its own
 * end before it runs again, and a fault of one is reported and stops nothing. Every piece is safe to run in every
 * process at once.
 */
export class Clockwork {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #running = new Set<Promise<unknown>>();
  readonly #onFault: (name: string, fault: unknown) => void;
  #stopped = false;

  constructor(works: readonly Work[], onFault: (name: string, fault: unknown) => void) {
    this.#onFault = onFault;
    for (const work of works) this.#schedule(work, work.everyMs);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    await Promise.all(this.#running);
  }

  #schedule(work: Work, waitMs: number): void {
    if (this.#stopped) return;
    this.#timers.set(
      work.name,
      setTimeout(() => this.#turn(work), waitMs),
    );
  }

  #turn(work: Work): void {
    const turn = work
      .run()
      .catch((fault: unknown) => this.#onFault(work.name, fault))
      .finally(() => {
        this.#running.delete(turn);
        this.#schedule(work, work.everyMs);
      });
    this.#running.add(turn);
  }
}
