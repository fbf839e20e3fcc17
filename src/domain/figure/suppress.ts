/** Cells from 1 to 4 can point at a person (domain.md §5, §8); a zero points at nobody. */
export const LEAST_SHOWN = 5;

const isSmall = (count: number, least: number): boolean => count > 0 && count < least;

/**
 * The cells of one row of a leader's table, null where suppressed. A row is shown beside its total, so that a
 * single missing cell could be computed: then the smallest of the others is suppressed with it. Where there is
 * no other cell, the total itself has to be suppressed: see `suppressTotal`.
 */
export function suppress<K extends string>(
  row: Readonly<Record<K, number>>,
  least = LEAST_SHOWN,
): Record<K, number | null> {
  const cells = Object.entries(row) as [K, number][];
  const small = cells.filter(([, count]) => isSmall(count, least)).map(([key]) => key);
  if (small.length === 1) {
    const others = cells.filter(([key, count]) => count > 0 && !small.includes(key));
    const [smallest] = others.sort(([, a], [, b]) => a - b);
    if (smallest) small.push(smallest[0]);
  }
  return Object.fromEntries(cells.map(([key, count]) => [key, small.includes(key) ? null : count])) as Record<
    K,
    number | null
  >;
}

/** The total of a row, or null where it would give the only cell away. */
export function suppressTotal(row: Readonly<Record<string, number>>, least = LEAST_SHOWN): number | null {
  const counts = Object.values(row).filter((count) => count > 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return isSmall(total, least) || (counts.length === 1 && isSmall(counts[0] ?? 0, least)) ? null : total;
}
