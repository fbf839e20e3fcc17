import type { Label } from '#domain/area/basemap.ts';
import { borderOf, locate, type AreaBorder } from '#domain/area/locate.ts';
import { outlineOf } from '#domain/area/outline.ts';
import type { Point } from '#domain/area/point.ts';
import type { Basemap } from '../map/basemap.ts';

/** Answers in which community a point lies, for the districts whose borders were loaded. The server decides again. */
export function communityFinder({ city, districts }: Basemap): (point: Point) => Label | undefined {
  const arcs = [...city.arcs, ...districts.flatMap((district) => district.arcs)];
  const labels = new Map(
    districts.flatMap((district) => district.communities).map((label) => [label.code, label]),
  );
  const borders: AreaBorder[] = [...labels.keys()].map((code) =>
    borderOf(code, outlineOf(city.codes, arcs, code)),
  );
  return (point) => labels.get(locate(borders, point) ?? '');
}
