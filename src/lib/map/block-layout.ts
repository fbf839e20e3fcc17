import { overlaps, type Box, type Spot } from './view.ts';

/** A mark that asks for a data block of `w` × `h` pixels, in the order of importance. */
export interface Flag extends Spot {
  id: string;
  /** Half the size of the mark. */
  half: number;
  w: number;
  h: number;
}

/** A block on its pole: the pole stands on the mark and is the block's inner edge. */
export interface Placement {
  id: string;
  block: Box;
  /** On which side of its pole the block hangs. */
  side: 'right' | 'left';
  rise: 'up' | 'down';
  /** From the mark to the far end of the block. */
  pole: { x: number; from: number; to: number };
  /** Length of the free part of the pole. */
  length: number;
}

export interface Surroundings {
  /** Where blocks may stand. */
  bounds: Box;
  /** What a block may never cover: red and amber marks, the key, the scale. */
  forbidden: readonly Box[];
  /** How bad it is to cover what lies under the block and under its pole; 0 on empty land. */
  cost: (block: Box, pole: Box) => number;
}

const DIRECTIONS = [
  ['right', 'up'],
  ['left', 'up'],
  ['right', 'down'],
  ['left', 'down'],
] as const;

/** Lengths of poles as multiples of the block's height, the short ones first. */
const POLES = [0.4, 1, 1.8, 2.8, 4, 5.5];

/** What one longer pole and one later direction cost, and what staying where it was is worth. */
const LONGER = 0.9;
const LATER = 0.25;
const STAYING = 2;

/**
 * Blocks for the first `limit` flags, none over another, over a pole or over what is forbidden; a flag for which no
 * place is left stays a mark only. `before` is the last layout: a block leaves its place only for a clearly better one.
 */
export function placeBlocks(
  flags: readonly Flag[],
  surroundings: Surroundings,
  before: readonly Placement[] = [],
  limit = 6,
): Placement[] {
  const placed: Placement[] = [];
  for (const flag of flags) {
    if (placed.length >= limit) break;
    const last = before.find((placement) => placement.id === flag.id);
    let best: { placement: Placement; cost: number } | undefined;
    for (const { placement, effort } of candidates(flag)) {
      if (!fits(placement, surroundings, placed)) continue;
      const stays = last && isSamePlace(last, placement);
      const cost = effort + surroundings.cost(placement.block, poleBox(placement)) - (stays ? STAYING : 0);
      if (!best || cost < best.cost) best = { placement, cost };
    }
    if (best) placed.push(best.placement);
  }
  return placed;
}

function* candidates({ id, x, y, half, w, h }: Flag): Generator<{ placement: Placement; effort: number }> {
  for (const [step, share] of POLES.entries()) {
    for (const [turn, [side, rise]] of DIRECTIONS.entries()) {
      const length = share * h;
      const from = rise === 'up' ? y - half : y + half;
      const top = rise === 'up' ? from - length - h : from + length;
      const block = { x: side === 'right' ? x : x - w, y: top, w, h };
      const pole = { x, from, to: rise === 'up' ? top : top + h };
      yield { placement: { id, block, side, rise, pole, length }, effort: step * LONGER + turn * LATER };
    }
  }
}

const isSamePlace = (a: Placement, b: Placement): boolean =>
  a.side === b.side && a.rise === b.rise && Math.abs(a.length - b.length) < 1;

/** The pole as a box: 2 px wide for the sake of the comparison. */
export const poleBox = ({ pole }: Placement): Box => ({
  x: pole.x - 1,
  y: Math.min(pole.from, pole.to),
  w: 2,
  h: Math.abs(pole.to - pole.from),
});

function fits(
  placement: Placement,
  { bounds, forbidden }: Surroundings,
  placed: readonly Placement[],
): boolean {
  const { block } = placement;
  if (block.x < bounds.x || block.y < bounds.y) return false;
  if (block.x + block.w > bounds.x + bounds.w || block.y + block.h > bounds.y + bounds.h) return false;
  const pole = poleBox(placement);
  if (forbidden.some((box) => overlaps(block, box) || overlaps(pole, box))) return false;
  return placed.every(
    (other) =>
      !overlaps(block, other.block) && !overlaps(pole, other.block) && !overlaps(block, poleBox(other)),
  );
}
