import { ancestorAt, within, type AreaLevel } from './area.ts';
import type { Arc, Position } from './basemap.ts';
import { decoded } from './line.ts';

/** The border that an arc is: of the highest level at which its two sides differ; the city's own towards the outside. */
export function levelOfArc(codes: readonly string[], arc: Arc): AreaLevel {
  const [left, right] = arc.sides.map((side) => codes[side]);
  if (left === undefined || right === undefined) return 'city';
  const levels: AreaLevel[] = ['district', 'street'];
  return levels.find((level) => ancestorAt(left, level) !== ancestorAt(right, level)) ?? 'community';
}

/**
 * The rings around the area `prefix`, holes included (even-odd): the arcs with exactly one side in it, end
 * to end. A district's or street's rings need the arcs of city.json only, a community's also its district's.
 */
export function outlineOf(codes: readonly string[], arcs: readonly Arc[], prefix: string): Position[][] {
  const inside = (side: number): boolean => within(codes[side] ?? '', prefix);
  const border = arcs.filter(({ sides: [left, right] }) => inside(left) !== inside(right));
  return joined(border.map(({ line }) => decoded(line)));
}

/** Closed rings out of lines that meet at their ends. */
function joined(lines: readonly Position[][]): Position[][] {
  const open = new Set(lines.keys());
  const byEnd = endsOf(lines);
  const rings: Position[][] = [];
  for (const first of lines.keys()) {
    if (!open.delete(first)) continue;
    const ring = [...(lines[first] ?? [])];
    for (;;) {
      const next = (byEnd.get(key(ring.at(-1))) ?? []).find((at) => open.has(at));
      if (next === undefined || key(ring[0]) === key(ring.at(-1))) break;
      open.delete(next);
      const line = lines[next] ?? [];
      ring.push(...(key(line[0]) === key(ring.at(-1)) ? line : line.toReversed()).slice(1));
    }
    rings.push(ring);
  }
  return rings;
}

function endsOf(lines: readonly Position[][]): Map<string, number[]> {
  const ends = new Map<string, number[]>();
  for (const [at, line] of lines.entries()) {
    for (const end of [line[0], line.at(-1)]) {
      const here = ends.get(key(end));
      if (here) here.push(at);
      else ends.set(key(end), [at]);
    }
  }
  return ends;
}

const key = (position: Position | undefined): string => (position ? position.join(' ') : '');
