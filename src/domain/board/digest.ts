/** How many cases a view holds, and a sum that differs when any of them is at another version. */
export interface Digest {
  count: number;
  sum: number;
}

/** FNV-1a over `id:version`, summed modulo 2^32, so that the order of rows does not matter. */
export function digestOf(rows: Iterable<{ id: string; version: number }>): Digest {
  let count = 0;
  let sum = 0;
  for (const row of rows) {
    count += 1;
    sum = (sum + fnv1a(`${row.id}:${row.version}`)) >>> 0;
  }
  return { count, sum };
}

/** FNV-1a, 32 bits: spreads ids evenly; no secret. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
