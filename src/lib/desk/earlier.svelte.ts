import type { Case } from '#domain/case/case.ts';
import { fetchCaseFile, isFile } from '../case/file.svelte.ts';

/** More than this would be a report, not a list to work through. */
const MOST = 200;
const AT_ONCE = 4;

/** Cases that a link names and the board no longer holds, because they were closed before today. */
export class Earlier {
  #cases = $state.raw<ReadonlyMap<string, Case>>(new Map());
  #waiting = $state(0);
  #missing = $state(0);
  readonly #asked = new Set<string>();

  get cases(): ReadonlyMap<string, Case> {
    return this.#cases;
  }
  /** How many are still being fetched. */
  get waiting(): number {
    return this.#waiting;
  }
  /** How many lie outside the jurisdiction, could not be fetched, or were more than a list takes. */
  get missing(): number {
    return this.#missing;
  }

  async want(ids: readonly string[]): Promise<void> {
    const fresh = ids.filter((id) => !this.#asked.has(id));
    const taken = fresh.slice(0, Math.max(0, MOST - this.#asked.size));
    for (const id of fresh) this.#asked.add(id);
    this.#missing += fresh.length - taken.length;
    this.#waiting += taken.length;
    const queue = [...taken];
    const lane = async (): Promise<void> => {
      for (let id = queue.shift(); id !== undefined; id = queue.shift()) await this.#fetch(id);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  }

  async #fetch(id: string): Promise<void> {
    const answer = await fetchCaseFile(id).catch(() => undefined);
    this.#waiting -= 1;
    if (answer && isFile(answer)) this.#cases = new Map(this.#cases).set(id, answer.case);
    else this.#missing += 1;
  }
}
