import type { PackedLine, Position } from './basemap.ts';

const STEPS_PER_DEGREE = 100_000;

/** The positions of a packed line. */
export function decoded(line: PackedLine): Position[] {
  const positions: Position[] = [];
  let lon = 0;
  let lat = 0;
  for (let i = 0; i + 1 < line.length; i += 2) {
    lon += line[i] ?? 0;
    lat += line[i + 1] ?? 0;
    positions.push([lon / STEPS_PER_DEGREE, lat / STEPS_PER_DEGREE]);
  }
  return positions;
}

/** The packed line of positions; what is finer than a step is rounded away. */
export function packed(positions: readonly Position[]): PackedLine {
  let lon = 0;
  let lat = 0;
  return positions.flatMap((position) => {
    const next = [
      Math.round(position[0] * STEPS_PER_DEGREE),
      Math.round(position[1] * STEPS_PER_DEGREE),
    ] as const;
    const step = [next[0] - lon, next[1] - lat];
    [lon, lat] = next;
    return step;
  });
}
