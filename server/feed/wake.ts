import type pg from 'pg';
import { Ear } from '#server/db/ear.ts';

/** The first commit is told at once; those that follow within this time share one hint. */
const COALESCE_MS = 20;

/**
 * Hints between the processes that something was committed: a NOTIFY after the commit, because inside a transaction it
 * would make all commits queue up behind one another. Only a hint: while the connection is lost, the polls of the
 * tails cover for it.
 */
export class Wake {
  readonly #ear: Ear;
  #pause: NodeJS.Timeout | undefined;
  #again = false;
  #stopped = false;

  /** @param onHint told of commits of other processes only: a process pokes its own tail without a detour */
  constructor(connect: () => pg.Client, onHint: () => void, onFault: (fault: unknown) => void) {
    // What was committed before the ear was open was told to nobody here.
    this.#ear = new Ear({ connect, channel: 'feed', onWord: onHint, onOpen: onHint, onFault });
  }

  /** Tells the other processes; costs the caller nothing and never fails. */
  tell(): void {
    if (this.#pause) this.#again = true;
    else this.#notify();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#pause);
    await this.#ear.stop();
  }

  #notify(): void {
    if (this.#stopped) return;
    this.#again = false;
    this.#ear.say();
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      if (this.#again) this.#notify();
    }, COALESCE_MS);
  }
}
