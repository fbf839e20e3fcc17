import { levelOf, within } from '#domain/area/area.ts';
import { holds, locate, type AreaBorder } from '#domain/area/locate.ts';
import type { Point } from '#domain/area/point.ts';
import type { City } from '#server/demo/city/city.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import type { Random } from './random.ts';

/** Where something happens: a point inside of its community, and a public name for it. */
export interface Spot extends Point {
  areaCode: string;
  label: string;
}

/** The demonstration's own district is shown more closely than its share of the city. */
const HOME = '440310';
const HOME_WEIGHT = 4;
/** How far from a site something still happens at that site. */
const AROUND_M = 320;
const AT_SITE = ['门口', '对面', '东侧', '西侧', '北门', '地下车库', '后巷', '公交站旁'];
const IN_COMMUNITY = ['一巷', '二巷', '三巷', '五巷', '东区', '西区', '老村', '新村', '工业路', '文化广场旁'];

/** The places of the city: communities with their borders, and the sites that stand in them. */
export class Ground {
  readonly #borders = new Map<string, AreaBorder>();
  readonly #names = new Map<string, string>();
  readonly #sites = new Map<string, City['sites']>();
  readonly #communities: (readonly [string, number])[];

  /** @param scope the prefix of all areas in which something happens */
  constructor(city: City, borders: readonly AreaBorder[], scope: string) {
    for (const area of city.areas) this.#names.set(area.code, area.name);
    for (const border of borders) this.#borders.set(border.code, border);
    for (const site of city.sites) {
      const code = locate(borders, site);
      if (code !== undefined) this.#sites.set(code, [...(this.#sites.get(code) ?? []), site]);
    }
    this.#communities = city.areas
      .filter(({ code }) => levelOf(code) === 'community' && within(code, scope) && this.#borders.has(code))
      .map(({ code }) => [code, within(code, HOME) ? HOME_WEIGHT : 1] as const);
  }

  anywhere(random: Random): Spot {
    return this.in(random.weighted(this.#communities), random);
  }

  /** Near a site where the community has one, mostly; otherwise somewhere inside of it. */
  in(areaCode: string, random: Random): Spot {
    const border = this.#borders.get(areaCode);
    if (!border) throw new Error(`no border of ${areaCode}`);
    const sites = this.#sites.get(areaCode) ?? [];
    if (sites.length > 0 && random.chance(0.7)) {
      const site = random.pick(sites);
      const point = around(site, random);
      if (holds(border, point)) return { ...point, areaCode, label: site.name + random.pick(AT_SITE) };
    }
    const label = `${this.#names.get(areaCode) ?? ''}${random.pick(IN_COMMUNITY)}`;
    return { ...inside(border, random), areaCode, label };
  }
}

/** What the report's own stories were about; the places are in STORY_PLACES. */
const STORY_MATTERS: Record<keyof typeof STORY_PLACES, string> = {
  fubao: 'market.street-stalls',
  shangmeilin: 'housing.redevelopment-compensation',
  tongxin: 'labour.unpaid-wages',
  xiuxin: 'municipal.garbage-overflow',
};

/** The places of the stories, each in its community, and the matter that was at stake there. */
export const storyScenes = (): { spot: Spot; matterCode: string }[] =>
  Object.entries(STORY_PLACES).map(([story, { areaCode, address, lat, lon }]) => ({
    spot: { areaCode, lat, lon, label: address },
    matterCode: STORY_MATTERS[story as keyof typeof STORY_PLACES],
  }));

function around(centre: Point, random: Random): Point {
  const metres = AROUND_M * Math.sqrt(random.next());
  const angle = random.between(0, 2 * Math.PI);
  return rounded(
    centre.lat + (metres * Math.cos(angle)) / 110_700,
    centre.lon + (metres * Math.sin(angle)) / 102_500,
  );
}

function inside(border: AreaBorder, random: Random): Point {
  for (let attempt = 0; attempt < 1_000; attempt += 1) {
    const point = rounded(
      random.between(border.south, border.north),
      random.between(border.west, border.east),
    );
    if (holds(border, point)) return point;
  }
  throw new Error(`no point found inside of ${border.code}`);
}

const rounded = (lat: number, lon: number): Point => ({
  lat: Math.round(lat * 1e5) / 1e5,
  lon: Math.round(lon * 1e5) / 1e5,
});
