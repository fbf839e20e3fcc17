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
  /** A version is looked at by many, and each of them walks over all of it. */
  #values: readonly V[] | undefined;

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

  /** What is there in its order. All of it is walked over often, so the walk makes nothing for each. */
  forEach(tell: (value: V, id: string, map: ReadonlyMap<string, V>) => void): void {
    this.base.forEach((value, id) => {
      const now = this.top.has(id) ? this.top.get(id) : value;
      if (now !== undefined) tell(now, id, this);
    });
    this.top.forEach((value, id) => {
      if (value !== undefined && !this.base.has(id)) tell(value, id, this);
    });
  }

  entries(): MapIterator<[string, V]> {
    const entries: [string, V][] = [];
    this.forEach((value, id) => entries.push([id, value]));
    return entries.values();
  }

  keys(): MapIterator<string> {
    const keys: string[] = [];
    this.forEach((_, id) => keys.push(id));
    return keys.values();
  }

  values(): MapIterator<V> {
    if (!this.#values) {
      const values: V[] = [];
      this.forEach((value) => values.push(value));
      this.#values = values;
    }
    return this.#values.values();
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
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

const baseOf = <V>(map: ReadonlyMap<string, V>): ReadonlyMap<string, V> =>
  map instanceof Layers ? map.base : map;
const topOf = <V>(map: ReadonlyMap<string, V>): Iterable<string> =>
  map instanceof Layers ? map.top.keys() : [];

/** The ids under which something else stands in `after`. Where both lie over the same map, only what lies there is looked at. */
export function changedIds<V>(before: ReadonlyMap<string, V>, after: ReadonlyMap<string, V>): Set<string> {
  if (baseOf(before) === baseOf(after)) {
    const near = [...topOf(before), ...topOf(after)];
    return new Set(near.filter((id) => before.get(id) !== after.get(id)));
  }
  const ids = new Set<string>();
  after.forEach((value, id) => void (before.get(id) === value || ids.add(id)));
  before.forEach((_, id) => void (after.has(id) || ids.add(id)));
  return ids;
}
