import type { Area } from '#domain/area/area.ts';
import type { Label, Position } from '#domain/area/basemap.ts';
import { borderOf, holds } from '#domain/area/locate.ts';
import { LON_SCALE } from './cell.ts';
import { distanceToSegment } from './simplify.ts';

const GRID = 24;
/** A name keeps this share of the distance from other names that it keeps from the border. */
const NAME_SHARE = 0.7;

type Segment = [Position, Position];

/** Where the name of an area stands: the point of a grid over it that is farthest from its border and other names. */
export function labelOf(area: Area, rings: Position[][], others: readonly Label[]): Label {
  const border = borderOf(area.code, rings);
  const edges = rings.flatMap((ring) => ring.slice(1).map((to, i): Segment => [ring[i] ?? to, to]));
  const names = others.map(({ lon, lat }): Segment => [
    [lon, lat],
    [lon, lat],
  ]);
  let best: { at: Position; far: number } | undefined;
  for (let col = 0; col < GRID; col++) {
    for (let row = 0; row < GRID; row++) {
      const at: Position = [
        border.west + ((col + 0.5) / GRID) * (border.east - border.west),
        border.south + ((row + 0.5) / GRID) * (border.north - border.south),
      ];
      if (!holds(border, { lon: at[0], lat: at[1] })) continue;
      const far = Math.min(room(at, edges), NAME_SHARE * room(at, names));
      if (!best || far > best.far) best = { at, far };
    }
  }
  if (!best) throw new Error(`${area.code} ${area.name} has no room for its name`);
  const [lon, lat] = best.at.map((degrees) => Math.round(degrees * 100_000) / 100_000) as Position;
  return { code: area.code, name: area.name, nameEn: area.nameEn, lat, lon };
}

/** Distance to the nearest edge; names are wide, so what is beside a point counts more than what is above it. */
function room([lon, lat]: Position, edges: readonly Segment[]): number {
  const wide = 1.6 * LON_SCALE;
  const squeezed = ([x, y]: Position): Position => [x / wide, y];
  return Math.min(
    ...edges.map(([from, to]) => distanceToSegment(squeezed([lon, lat]), squeezed(from), squeezed(to))),
  );
}
