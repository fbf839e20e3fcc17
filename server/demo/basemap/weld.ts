import type { Position } from '#domain/area/basemap.ts';
import type { Cell } from './cell.ts';
import { distanceToSegment } from './simplify.ts';

/** Clipping computes the same corner twice with rounding between: within this (3 m) it is one corner. */
const WELD_DEG = 0.00003;
const BUCKET_DEG = 0.002;

/**
 * Cells whose common borders are the same vertices: near corners become one, and where a corner of one
 * cell stands on the edge of its neighbour, the neighbour gets it too.
 */
export function weld(cells: readonly Cell[]): Cell[] {
  const corners = new Corners();
  const snapped = onRings(cells, (ring) => withoutRepeats(ring.map((position) => corners.snap(position))));
  return onRings(snapped, (ring) => withoutSpikes(withCornersOnEdges(ring, corners)));
}

function onRings(cells: readonly Cell[], change: (ring: Position[]) => Position[]): Cell[] {
  return cells.map(({ code, polygons }) => ({
    code,
    polygons: polygons.map((polygon) => polygon.map(change).filter((ring) => ring.length >= 4)),
  }));
}

function withCornersOnEdges(ring: readonly Position[], corners: Corners): Position[] {
  return withoutRepeats(
    ring.flatMap((from, i) => {
      const to = ring[i + 1];
      return to ? [from, ...corners.between(from, to)] : [from];
    }),
  );
}

function withoutRepeats(ring: readonly Position[]): Position[] {
  return ring.filter((position, i) => i === 0 || String(position) !== String(ring[i - 1]));
}

/** There and back again on the same edge encloses nothing. */
function withoutSpikes(ring: readonly Position[]): Position[] {
  const kept: Position[] = [];
  for (const position of ring) {
    if (kept.length > 1 && String(kept.at(-2)) === String(position)) kept.pop();
    else kept.push(position);
  }
  // The ring may begin at the tip of a spike: its first and last edge are then the same.
  while (kept.length > 3 && String(kept[1]) === String(kept.at(-2))) {
    kept.shift();
    kept.pop();
  }
  return kept;
}

/** The corners met so far, by squares of the map. */
class Corners {
  #buckets = new Map<string, Position[]>();

  /** The known corner within reach of `position`, or `position` as a new one. */
  snap(position: Position): Position {
    const reach: Position[] = [position, position];
    const near = this.#within(reach).find(
      (corner) => distanceToSegment(corner, position, position) < WELD_DEG,
    );
    if (near) return near;
    const key = bucketOf(position);
    const bucket = this.#buckets.get(key);
    if (bucket) bucket.push(position);
    else this.#buckets.set(key, [position]);
    return position;
  }

  /** The corners that stand on the edge between two others, in its direction. */
  between(from: Position, to: Position): Position[] {
    return this.#within([from, to])
      .filter((corner) => String(corner) !== String(from) && String(corner) !== String(to))
      .filter((corner) => distanceToSegment(corner, from, to) < WELD_DEG)
      .toSorted((a, b) => distanceToSegment(a, from, from) - distanceToSegment(b, from, from));
  }

  #within(positions: readonly Position[]): Position[] {
    const cols = positions.map(([lon]) => Math.floor(lon / BUCKET_DEG));
    const rows = positions.map(([, lat]) => Math.floor(lat / BUCKET_DEG));
    const found: Position[] = [];
    for (let col = Math.min(...cols) - 1; col <= Math.max(...cols) + 1; col++) {
      for (let row = Math.min(...rows) - 1; row <= Math.max(...rows) + 1; row++) {
        found.push(...(this.#buckets.get(`${col} ${row}`) ?? []));
      }
    }
    return found;
  }
}

const bucketOf = ([lon, lat]: Position): string =>
  `${Math.floor(lon / BUCKET_DEG)} ${Math.floor(lat / BUCKET_DEG)}`;
