import type { Position } from '#domain/area/basemap.ts';
import { LON_SCALE } from './cell.ts';

/** A line without the positions that lie within `toleranceDeg` of it (Douglas and Peucker); its ends stay. */
export function simplified(line: readonly Position[], toleranceDeg: number): Position[] {
  const [first, last] = [line[0], line.at(-1)];
  if (!first || !last || line.length < 3) return [...line];
  if (first.join() === last.join()) return simplifiedRing(line, toleranceDeg);
  const { at, far } = farthest(line, first, last);
  if (far <= toleranceDeg) return [first, last];
  return [
    ...simplified(line.slice(0, at + 1), toleranceDeg),
    ...simplified(line.slice(at), toleranceDeg).slice(1),
  ];
}

/** A ring is cut at its farthest point, so that it never collapses into a line. */
function simplifiedRing(ring: readonly Position[], toleranceDeg: number): Position[] {
  const first = ring[0] as Position;
  const { at } = farthest(ring, first, first);
  const there = simplified(ring.slice(0, at + 1), toleranceDeg);
  const back = simplified(ring.slice(at), toleranceDeg);
  return there.length + back.length < 5 ? [...ring] : [...there, ...back.slice(1)];
}

function farthest(line: readonly Position[], from: Position, to: Position): { at: number; far: number } {
  let best = { at: 0, far: 0 };
  for (const [at, position] of line.entries()) {
    const far = distanceToSegment(position, from, to);
    if (far > best.far) best = { at, far };
  }
  return best;
}

/** Distance from a segment, in degrees of latitude. */
export function distanceToSegment(position: Position, from: Position, to: Position): number {
  const [px, py] = [(position[0] - from[0]) * LON_SCALE, position[1] - from[1]];
  const [dx, dy] = [(to[0] - from[0]) * LON_SCALE, to[1] - from[1]];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
  return Math.hypot(px - along * dx, py - along * dy);
}
