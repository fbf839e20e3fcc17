export type Ids = ReadonlySet<string>;

export function toggled(ids: Ids, id: string): Ids {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** With all from one row to another, in the order of the list; where the first is not in it, only the second. */
export function ranged(ids: Ids, from: string | undefined, id: string, order: readonly string[]): Ids {
  const [a, b] = [order.indexOf(from ?? id), order.indexOf(id)];
  if (b < 0) return ids;
  const [low, high] = a < 0 ? [b, b] : [Math.min(a, b), Math.max(a, b)];
  return new Set([...ids, ...order.slice(low, high + 1)]);
}

/** With all of them; where all of them are chosen already, with none. */
export function grouped(ids: Ids, group: readonly string[]): Ids {
  const those = new Set(group);
  if (group.every((id) => ids.has(id))) return new Set([...ids].filter((id) => !those.has(id)));
  return new Set([...ids, ...those]);
}
