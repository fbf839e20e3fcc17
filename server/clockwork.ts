import { everyMs, type WorkName } from '#server/timetable.ts';

/** One piece of recurring work; the timetable says how often it is done, and why every process may do it. */
export interface Work {
  name: WorkName;
  run: () => Promise<unknown>;
}

/**
 * Does recurring work by the timetable. Each piece waits for its own end before it runs again, and a fault of one is
 * reported and stops nothing.
 */
export class Clockwork {
  readonly #timers = new Map<WorkName, NodeJS.Timeout>();
  readonly #running = new Set<Promise<unknown>>();
  readonly #onFault: (name: WorkName, fault: unknown) => void;
  #stopped = false;

  constructor(works: readonly Work[], onFault: (name: WorkName, fault: unknown) => void) {
    this.#onFault = onFault;
    for (const work of works) this.#schedule(work);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    await Promise.all(this.#running);
  }

  #schedule(work: Work): void {
    if (this.#stopped) return;
    this.#timers.set(
      work.name,
      setTimeout(() => this.#turn(work), everyMs(work.name)),
    );
  }

  #turn(work: Work): void {
    const turn = work
      .run()
      .catch((fault: unknown) => this.#onFault(work.name, fault))
      .finally(() => {
        this.#running.delete(turn);
        this.#schedule(work);
      });
    this.#running.add(turn);
  }
}
