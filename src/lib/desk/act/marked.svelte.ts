/** 已选: the rows that the next act is for. Without any, it is for the open case. */
export class Marked {
  #ids = $state.raw<ReadonlySet<string>>(new Set());
  /** From where a range begins. */
  #from: string | undefined;

  get ids(): ReadonlySet<string> {
    return this.#ids;
  }
  get size(): number {
    return this.#ids.size;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  toggle(id: string): void {
    const next = new Set(this.#ids);
    if (!next.delete(id)) next.add(id);
    this.#ids = next;
    this.#from = id;
  }

  /** From the last one that was chosen by itself to this one, in the order of the list. */
  range(id: string, order: readonly string[]): void {
    const [a, b] = [order.indexOf(this.#from ?? id), order.indexOf(id)];
    if (b < 0) return;
    const [low, high] = a < 0 ? [b, b] : [Math.min(a, b), Math.max(a, b)];
    this.#ids = new Set([...this.#ids, ...order.slice(low, high + 1)]);
    this.#from ??= id;
  }

  /** All of them; where all of them are chosen already, none. */
  group(ids: readonly string[]): void {
    const all = ids.every((id) => this.#ids.has(id));
    this.#ids = new Set(all ? [...this.#ids].filter((id) => !ids.includes(id)) : [...this.#ids, ...ids]);
  }

  clear(): void {
    this.#ids = new Set();
    this.#from = undefined;
  }
}
