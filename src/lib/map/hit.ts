import type { Site } from '#domain/site/site.ts';
import type { Still } from './still.ts';
import { Grid } from './grid.ts';
import { alongLine } from './order-layer.ts';
import { PLATE_HALF } from './site-layer.ts';
import { around, isSeen, spotOf, type Spot } from './view.ts';

/** What a pointer stands on. */
export type Hit =
  | { kind: 'case'; caseId: string }
  | { kind: 'cluster'; at: Spot }
  | { kind: 'order'; caseId: string; assignmentId: string }
  | { kind: 'site'; siteId: string };

/** Room around a mark that still counts as the mark, in pixels: pointers are coarse. */
const SLACK = 4;

const grids = new WeakMap<Still, (spot: Spot) => Hit | undefined>();

/** Finds what is under a spot. Made when it is first asked for: a wall without a pointer never asks. */
export function hitsOf(still: Still, sites: readonly Site[]): (spot: Spot) => Hit | undefined {
  const known = grids.get(still);
  if (known) return known;
  const { view, signs, discs, departments, lines } = still;
  const grid = new Grid<{ rank: number; at: Spot; reach: number; hit: Hit }>(4 * view.unit);
  const put = (rank: number, at: Spot, reach: number, hit: Hit): void =>
    grid.add(around(at, reach), { rank, at, reach, hit });
  for (const { x, y, half, mark } of signs) {
    put(mark.look === 'red' ? 0 : 1, { x, y }, half + SLACK, { kind: 'case', caseId: mark.caseId });
  }
  for (const { x, y, r, caseId } of discs) {
    const hit: Hit = caseId === null ? { kind: 'cluster', at: { x, y } } : { kind: 'case', caseId };
    put(2, { x, y }, r + SLACK, hit);
  }
  for (const { id, caseId, departmentId, from } of lines) {
    const spot = departments.get(departmentId);
    if (!spot) continue;
    const hit: Hit = { kind: 'order', caseId, assignmentId: id };
    put(3, spot, 0.6 * view.unit + SLACK, hit);
    // Within reach of the line wherever one points at it, and last: what stands on the line was meant rather than the line.
    for (const one of alongLine(spotOf(view, from), spot, 2 * SLACK)) put(5, one, 2 * SLACK, hit);
  }
  for (const site of view.scale < 25 ? [] : sites) {
    const spot = spotOf(view, site);
    const reach = (view.near > 0 ? PLATE_HALF : 0.65) * view.unit;
    if (isSeen(view, spot, reach)) put(4, spot, reach, { kind: 'site', siteId: site.id });
  }
  const find = (spot: Spot): Hit | undefined => {
    const near = [...grid.at(spot)].filter(
      ({ at, reach }) => Math.hypot(at.x - spot.x, at.y - spot.y) <= reach,
    );
    return near.sort((a, b) => a.rank - b.rank)[0]?.hit;
  };
  grids.set(still, find);
  return find;
}
