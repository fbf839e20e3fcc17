import type { Case } from '../case/case.ts';
import { nextTurn } from '../timer/timer.ts';
import { changedIds } from './layers.ts';

interface Held<V> {
  value: V;
  from: number;
  until: number;
}

/** What is found of a case now, and what was at the look before; undefined also where it is not there. */
export interface Found<V> {
  caseId: string;
  before: V | undefined;
  after: V | undefined;
  /** It was not there at the look before. */
  came: boolean;
}

/**
 * What is found of each of all cases, again and again. A case is a value, so what was found of it holds until it changes or
 * one of its limits nears: each look is at those of which that is so, and answers with nothing else.
 */
export class Findings<V> {
  readonly #find: (subject: Case, now: number, before: V | undefined) => V;
  readonly #held = new Map<string, Held<V>>();
  #cases: ReadonlyMap<string, Case> = new Map();

  /** @param find `before`: what was found of the case the last time */
  constructor(find: (subject: Case, now: number, before: V | undefined) => V) {
    this.#find = find;
  }

  look(cases: ReadonlyMap<string, Case>, now: number): Found<V>[] {
    const due = changedIds(this.#cases, cases);
    this.#held.forEach(({ from, until }, id) => {
      if (now < from || now >= until) due.add(id);
    });
    this.#cases = cases;
    return Array.from(due, (id) => this.#again(id, cases.get(id), now));
  }

  #again(caseId: string, subject: Case | undefined, now: number): Found<V> {
    const held = this.#held.get(caseId);
    const before = held?.value;
    if (!subject) {
      this.#held.delete(caseId);
      return { caseId, before, after: undefined, came: false };
    }
    const after = this.#find(subject, now, before);
    this.#held.set(caseId, { value: after, from: now, until: nextTurn(subject.timers, now) });
    return { caseId, before, after, came: held === undefined };
  }

  get size(): number {
    return this.#held.size;
  }
}
