import type { Act } from './act.ts';

/** Acts that are still to come, in order of time. */
export class Schedule {
  #acts: Act[] = [];

  constructor(acts: readonly Act[] = []) {
    this.add(acts);
  }

  add(acts: readonly Act[]): void {
    this.#acts = [...this.#acts, ...acts].sort((a, b) => a.at - b.at);
  }

  get size(): number {
    return this.#acts.length;
  }

  nextAt(): number | undefined {
    return this.#acts[0]?.at;
  }

  /** Removes and answers what is due. */
  take(now: number): Act[] {
    const index = this.#acts.findIndex((act) => act.at > now);
    return this.#acts.splice(0, index < 0 ? this.#acts.length : index);
  }
}
