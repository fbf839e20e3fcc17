import type { Case } from '../case/case.ts';
import { nextTurn } from '../timer/timer.ts';

interface Held<V> {
  subject: Case;
  value: V;
  from: number;
  until: number;
}

/**
 * What is found of each case at a moment, found once for as long as it holds: a case is a value, so until it changes or one
 * of its limits nears.
 */
export class Findings<V> {
  readonly #find: (subject: Case, now: number, before: V | undefined) => V;
  readonly #held = new Map<string, Held<V>>();

  /** @param find `before`: what was found of the case the last time */
  constructor(find: (subject: Case, now: number, before: V | undefined) => V) {
    this.#find = find;
  }

  of(subject: Case, now: number): V {
    const held = this.#held.get(subject.id);
    if (held && held.subject === subject && held.from <= now && now < held.until) return held.value;
    const value = this.#find(subject, now, held?.value);
    this.#held.set(subject.id, { subject, value, from: now, until: nextTurn(subject.timers, now) });
    return value;
  }

  /** Lets go of whatever is not among these cases; to be called after a walk over all of them. */
  keep(cases: ReadonlyMap<string, Case>): void {
    if (this.#held.size <= cases.size) return;
    for (const id of this.#held.keys()) if (!cases.has(id)) this.#held.delete(id);
  }

  get size(): number {
    return this.#held.size;
  }
}
