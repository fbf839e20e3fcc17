/**
 * Values by id of which many versions live side by side: a version is what was there, and over it the few that changed
 * since. A batch that touches three of ten thousand cases copies the changes and not the ten thousand. For its readers it
 * is a map like any other; who changes keeps its place, and who is new comes last.
 */
class Layers<V> implements ReadonlyMap<string, V> {
  readonly size: number;
  readonly base: ReadonlyMap<string, V>;
  /** What lies over it; undefined for what is gone. */
  readonly top: ReadonlyMap<string, V | undefined>;

  constructor(base: ReadonlyMap<string, V>, top: ReadonlyMap<string, V | undefined>) {
    this.base = base;
    this.top = top;
    let size = base.size;
    for (const [id, value] of top) size += Number(value !== undefined) - Number(base.has(id));
    this.size = size;
  }

  get(id: string): V | undefined {
    return this.top.get(id) ?? (this.top.has(id) ? undefined : this.base.get(id));
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  *entries(): MapIterator<[string, V]> {
    for (const entry of this.base) {
      if (!this.top.has(entry[0])) yield entry;
      else {
        const value = this.top.get(entry[0]);
        if (value !== undefined) yield [entry[0], value];
      }
    }
    for (const [id, value] of this.top) if (value !== undefined && !this.base.has(id)) yield [id, value];
  }

  *keys(): MapIterator<string> {
    for (const [id] of this.entries()) yield id;
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(tell: (value: V, id: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [id, value] of this.entries()) tell(value, id, this);
  }
}

/** So few are copied without a thought: a plain map is the fastest to read. */
const SMALL = 200;

/**
 * The map after these changes; `under` is left as it was. From time to time, when so much lies over it that copying that
 * costs as much, everything is laid into one map again.
 * @param changes undefined for what is gone
 */
export function layered<V>(
  under: ReadonlyMap<string, V>,
  changes: ReadonlyMap<string, V | undefined>,
): ReadonlyMap<string, V> {
  if (changes.size === 0) return under;
  const next =
    under instanceof Layers
      ? new Layers<V>(under.base, new Map([...under.top, ...changes]))
      : new Layers(under, changes);
  return next.size < SMALL || next.top.size > 2 * Math.sqrt(next.base.size) ? new Map(next) : next;
}
