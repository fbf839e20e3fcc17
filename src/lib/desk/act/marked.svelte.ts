import { grouped, ranged, toggled, type Ids } from './mark.ts';

/** 已选: the rows that the next act is for. Without any, it is for the open case. */
export class Marked {
  #ids = $state.raw<Ids>(new Set());
  /** From where a range begins. */
  #from: string | undefined;

  get ids(): Ids {
    return this.#ids;
  }
  get size(): number {
    return this.#ids.size;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  toggle(id: string): void {
    this.#ids = toggled(this.#ids, id);
    this.#from = id;
  }

  /** From the last one that was chosen by itself to this one, in the order of the list. */
  range(id: string, order: readonly string[]): void {
    this.#ids = ranged(this.#ids, this.#from, id, order);
    this.#from ??= id;
  }

  group(ids: readonly string[]): void {
    this.#ids = grouped(this.#ids, ids);
  }

  clear(): void {
    this.#ids = new Set();
    this.#from = undefined;
  }
}
