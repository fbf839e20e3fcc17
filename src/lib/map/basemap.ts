import { within, type AreaLevel } from '#domain/area/area.ts';
import type { Arc, CityMap, DistrictMap, Label, Position } from '#domain/area/basemap.ts';
import { decoded } from '#domain/area/line.ts';
import { borderOf, type AreaBorder } from '#domain/area/locate.ts';
import { levelOfArc, outlineOf } from '#domain/area/outline.ts';
import { districtOf, sheetPath } from './sheets.ts';

/** The built-in base map as a screen needs it: the city, and the communities of the districts it shows. */
export interface Basemap {
  city: CityMap;
  districts: DistrictMap[];
}

/** Fetches the base map for a view of `code`: a city's view needs every district, any other its own. */
export async function loadBasemap(code: string, fetcher: typeof fetch = fetch): Promise<Basemap> {
  const get = async <T>(name: string): Promise<T> => {
    const response = await fetcher(sheetPath(name));
    if (!response.ok) throw new Error(`basemap ${name}: ${response.status}`);
    return (await response.json()) as T;
  };
  const district = districtOf(code);
  const [city, own] = await Promise.all([
    get<CityMap>('city'),
    district === undefined ? undefined : get<DistrictMap>(district),
  ]);
  const districts = own ? [own] : await Promise.all(city.districts.map((one) => get<DistrictMap>(one.code)));
  return { city, districts };
}

export interface Border {
  /** `edge` is the outline of the area shown, `outside` any border of its neighbours. */
  style: AreaLevel | 'edge' | 'outside';
  line: Position[];
}

/** Lines and names sorted by how they are drawn for a view of `code`. */
export interface Ground {
  land: Position[][];
  area: AreaBorder;
  borders: Border[];
  communities: Label[];
}

export function groundOf({ city, districts }: Basemap, code: string): Ground {
  const arcs = [...city.arcs, ...districts.flatMap((district) => district.arcs)];
  return {
    land: city.land.map(decoded),
    area: borderOf(code, outlineOf(city.codes, arcs, code)),
    borders: [
      ...city.contextBorders.map((line): Border => ({ style: 'outside', line: decoded(line) })),
      ...arcs.flatMap((arc): Border[] => {
        const style = styleOf(city.codes, arc, code);
        return style ? [{ style, line: decoded(arc.line) }] : [];
      }),
    ],
    communities: districts
      .flatMap((district) => district.communities)
      .filter((label) => within(label.code, code)),
  };
}

/** Outside of the area only districts are told apart, and quietly. */
function styleOf(codes: readonly string[], arc: Arc, code: string): Border['style'] | undefined {
  const [left, right] = arc.sides.map((side) => within(codes[side] ?? '', code));
  const level = levelOfArc(codes, arc);
  if (left && right) return level;
  if (left || right) return 'edge';
  return level === 'district' || level === 'city' ? 'outside' : undefined;
}

/** How long the codes one level below are, by the length of a code. */
const BELOW: Record<number, number> = { 4: 6, 6: 9, 9: 12 };

/** The areas one level below `code`, each with its border. */
export function areasBelow({ city, districts }: Basemap, code: string): AreaBorder[] {
  const length = BELOW[code.length];
  if (length === undefined) return [];
  const arcs = [...city.arcs, ...districts.flatMap((district) => district.arcs)];
  const below = new Set(city.codes.filter((one) => within(one, code)).map((one) => one.slice(0, length)));
  return [...below].map((one) => borderOf(one, outlineOf(city.codes, arcs, one)));
}
