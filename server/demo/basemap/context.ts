import type { ContextLabel, PackedLine, Position } from '#domain/area/basemap.ts';
import { packed } from '#domain/area/line.ts';
import { borderOf, holds, type AreaBorder } from '#domain/area/locate.ts';
import { BOUNDS, type MultiPolygon } from './geometry.ts';
import { distanceToSegment, simplified } from './simplify.ts';
import { outlines } from './source.ts';

const label = (
  kind: ContextLabel['kind'],
  name: string,
  nameEn: string,
  lat: number,
  lon: number,
): ContextLabel => ({
  kind,
  name,
  nameEn,
  lat,
  lon,
});

/** Names around the city. 大鹏新区 has no code of its own: it is governed apart, inside 440307. */
export const CONTEXT_LABELS: ContextLabel[] = [
  label('neighbour', '东莞市', 'Dongguan', 22.9, 113.93),
  label('neighbour', '惠州市', 'Huizhou', 23.02, 114.52),
  label('neighbour', '惠阳区', 'Huiyang', 22.79, 114.46),
  label('neighbour', '惠东县', 'Huidong', 22.86, 114.86),
  label('neighbour', '香港', 'Hong Kong', 22.42, 114.11),
  label('neighbour', '广州市', 'Guangzhou', 22.9, 113.42),
  label('neighbour', '中山市', 'Zhongshan', 22.52, 113.4),
  label('neighbour', '珠海市', 'Zhuhai', 22.27, 113.47),
  label('new-area', '大鹏新区', 'Dapeng New Area', 22.605, 114.468),
  label('sea', '珠江口', 'Pearl River Estuary', 22.5, 113.8),
  label('sea', '深圳湾', 'Shenzhen Bay', 22.475, 113.985),
  label('sea', '大鹏湾', 'Mirs Bay', 22.51, 114.38),
  label('sea', '大亚湾', 'Daya Bay', 22.57, 114.635),
];

/** How near a line may come to the coast or to Shenzhen before it is that line, drawn twice. */
const SAME_LINE_DEG = 0.004;

/** Borders between the neighbouring cities: on land, without the coast and without Shenzhen's own border. */
export function contextBorders(land: MultiPolygon, city: MultiPolygon): PackedLine[] {
  const cities = [...outlines('440000')].filter(([code]) => code !== '440300').map(([, outline]) => outline);
  const parts = [...outlines('441300').values()];
  const rings = [...cities, ...parts].flat(2);
  const shore = borderOf('', land.flat());
  const drawn = segmentsOf([...land.flat(), ...city.flat()]);
  const seen = new Set<string>();
  return rings
    .flatMap((ring) =>
      runs(ring, (from, to) => {
        const key = [String(from), String(to)].sort().join(' ');
        if (seen.has(key)) return false;
        seen.add(key);
        return isInland(from, to, shore, drawn);
      }),
    )
    .map((line) => packed(simplified(line, 0.0006)));
}

type Segment = [Position, Position];

function segmentsOf(rings: readonly Position[][]): Segment[] {
  return rings.flatMap((ring) => ring.slice(1).map((to, i): Segment => [ring[i] ?? to, to]));
}

function isInland(from: Position, to: Position, shore: AreaBorder, drawn: readonly Segment[]): boolean {
  const middle: Position = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const [west, south, east, north] = BOUNDS;
  if (middle[0] < west || middle[0] > east || middle[1] < south || middle[1] > north) return false;
  if (!holds(shore, { lon: middle[0], lat: middle[1] })) return false;
  return drawn.every(([a, b]) => distanceToSegment(middle, a, b) > SAME_LINE_DEG);
}

/** The longest runs of a ring whose every segment is wanted. */
function runs(ring: readonly Position[], wanted: (from: Position, to: Position) => boolean): Position[][] {
  const lines: Position[][] = [];
  let line: Position[] = [];
  for (const [i, to] of ring.entries()) {
    const from = ring[i - 1];
    if (!from) continue;
    if (wanted(from, to)) line.push(...(line.length === 0 ? [from, to] : [to]));
    else if (line.length > 0) [lines[lines.length], line] = [line, []];
  }
  return line.length > 0 ? [...lines, line] : lines;
}
