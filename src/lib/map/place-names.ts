import { within } from '#domain/area/area.ts';
import type { CityMap } from '#domain/area/basemap.ts';
import type { Site } from '#domain/site/site.ts';
import type { Tokens } from '../ui/tokens.ts';
import type { Ground } from './basemap.ts';
import type { Disc } from './case-layer.ts';
import type { LabelWish } from './label-layer.ts';
import { isSeen, spotOf, type Spot, type View } from './view.ts';

type Named = { name: string; nameEn: string };

/** What the names on the map depend on. */
export interface Naming {
  code: string;
  city: CityMap;
  ground: Ground;
  language: 'zh' | 'en';
  view: View;
  theme: Tokens;
  /** True in the area that is shown. */
  inside: (spot: Spot) => boolean;
}

type Place = LabelWish['places'][number];

const middle = (x: number, y: number): Place => ({ x, y, align: 'middle' });

/** The place itself, then rings of places around it, `step` apart and wider than high, as names are. */
function nearby({ x, y }: Spot, step: number, rings = 2): Place[] {
  const places = [middle(x, y)];
  for (let ring = 1; ring <= rings; ring += 1) {
    for (const [dx, dy] of [
      [0, -1],
      [0, 1],
      [-1.6, 0],
      [1.6, 0],
      [-1.6, -1],
      [1.6, -1],
      [-1.6, 1],
      [1.6, 1],
    ] as const) {
      places.push(middle(x + dx * ring * step, y + dy * ring * step));
    }
  }
  return places;
}

/** Beside a disc: right, left, below, above. */
const beside = ({ x, y }: Spot, clear: number, line: number): Place[] => [
  { x: x + clear, y, align: 'start' },
  { x: x - clear, y, align: 'end' },
  middle(x, y + clear + line / 2),
  middle(x, y - clear - line / 2),
];

const word = ({ name, nameEn }: Named, { language }: Naming): string => (language === 'zh' ? name : nameEn);

/** 秀新社区 is 秀新 beside its cluster. */
const short = (named: Named, naming: Naming): string =>
  word(named, naming).replace(/社区$|( Residential)? Community$/, '');

function wish(
  naming: Naming,
  text: string,
  places: Place[],
  size: number,
  look: Partial<LabelWish> = {},
): LabelWish {
  const { colour } = naming.theme;
  return {
    text,
    places,
    size: size * naming.view.unit,
    weight: 400,
    tracking: 0,
    colour: colour['text-3'],
    halo: colour.map,
    ...look,
  };
}

/** Names of streets (of districts, where a city is shown): the first to be placed. */
export function areaNames(naming: Naming): LabelWish[] {
  const { view, city, code } = naming;
  if (view.near >= 1) return [];
  const labels = view.scale < 25 && code.length < 6 ? city.districts : city.streets;
  return labels
    .filter((label) => within(label.code, code))
    .flatMap((label) => {
      const spot = spotOf(view, label);
      if (!isSeen(view, spot, 100)) return [];
      const look = { weight: 500, tracking: 0.28 * view.unit };
      return [wish(naming, word(label, naming), nearby(spot, 1.8 * view.unit, 4), 1.8, look)];
    });
}

/** Far, a community is named beside the cluster of its cases; two may share one; more have no name in common. */
export function clusterNames(naming: Naming, discs: readonly Disc[]): LabelWish[] {
  const { view, ground } = naming;
  if (view.near > 0.5 || view.scale < 25) return [];
  const named = new Set<string>();
  return discs
    .toSorted((a, b) => b.count - a.count)
    .flatMap((disc) => {
      const codes = disc.areaCodes.filter((code) => code.length === 12);
      const fresh = codes.filter((code) => !named.has(code));
      if (codes.length === 0 || codes.length > 2 || fresh.length !== codes.length) return [];
      for (const code of codes) named.add(code);
      const text = codes
        .flatMap((code) => ground.communities.find((label) => label.code === code) ?? [])
        .map((label) => short(label, naming))
        .join(' · ');
      return text === ''
        ? []
        : [wish(naming, text, beside(disc, disc.r + 0.45 * view.unit, 1.5 * view.unit), 1.5)];
    });
}

/** Near, communities stand by their own names. */
export function communityNames(naming: Naming): LabelWish[] {
  const { view, ground } = naming;
  if (view.near < 0.5) return [];
  return ground.communities.flatMap((label) => {
    const spot = spotOf(view, label);
    if (!isSeen(view, spot)) return [];
    const look = { weight: 500, tracking: 0.2 * view.unit };
    return [wish(naming, word(label, naming), nearby(spot, 2.2 * view.unit), 2.1, look)];
  });
}

/** Names of what lies around. */
export function contextNames(naming: Naming): LabelWish[] {
  const { view, city, code, theme } = naming;
  const districts = city.districts.filter((label) => !within(label.code, code) && !within(code, label.code));
  const look = {
    tracking: 0.24 * view.unit,
    colour: theme.colour['map-context'],
    halo: theme.colour['map-land'],
  };
  const around =
    code.length > 6 ? city.streets.filter((street) => within(street.code, code.slice(0, 6))) : [];
  return [
    ...districts,
    ...city.contextLabels,
    ...around.filter((street) => !within(street.code, code) && !within(code, street.code)),
  ].flatMap((label) => {
    const spot = spotOf(view, label);
    if (!isSeen(view, spot)) return [];
    const halo = 'kind' in label && label.kind === 'sea' ? theme.colour['map-sea'] : look.halo;
    return [wish(naming, word(label, naming), nearby(spot, 1.6 * view.unit), 1.6, { ...look, halo })];
  });
}

/** Sites by name below, above or beside their plates, near only. */
export function siteNames(naming: Naming, sites: readonly Site[]): LabelWish[] {
  const { view, theme } = naming;
  if (view.near < 1) return [];
  return sites.flatMap((site) => {
    const { x, y } = spotOf(view, site);
    if (!isSeen(view, { x, y })) return [];
    const { unit } = view;
    const places: Place[] = [
      middle(x, y + 2.5 * unit),
      middle(x, y - 2.5 * unit),
      { x: x - 1.8 * unit, y, align: 'end' },
      { x: x + 1.8 * unit, y, align: 'start' },
    ];
    return [wish(naming, word(site, naming), places, 1.6, { colour: theme.colour['text-1'] })];
  });
}

/** One tag for each line of the metro that is seen, in the middle of its longest stretch on the screen, and the stations near. */
export function metroNames(naming: Naming): LabelWish[] {
  const { view, city, theme } = naming;
  if (view.scale < 30) return [];
  const { colour } = theme;
  const tags = city.lines.flatMap((line): LabelWish[] => {
    const spots = line.stations.flatMap((at) => {
      const station = city.stations[at];
      return station ? [spotOf(view, station)] : [];
    });
    const places = spots.slice(1).flatMap((to, i): (Place & { length: number })[] => {
      const from = spots[i] ?? to;
      const at = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
      return isSeen(view, at) && naming.inside(at)
        ? [{ ...at, align: 'middle', length: Math.hypot(to.x - from.x, to.y - from.y) }]
        : [];
    });
    const look = { frame: colour['map-metro'], halo: colour.ground };
    return [
      wish(
        naming,
        word(line, naming),
        places.sort((a, b) => b.length - a.length),
        1.4,
        look,
      ),
    ];
  });
  if (view.near < 1) return tags;
  const stations = city.stations.flatMap((station): LabelWish[] => {
    const spot = spotOf(view, station);
    return isSeen(view, spot)
      ? [wish(naming, word(station, naming), beside(spot, 0.9 * view.unit, 1.5 * view.unit), 1.5)]
      : [];
  });
  return [...tags, ...stations];
}

/** Departments that an order is on its way to, by name when near. */
export function departmentNames(naming: Naming, spots: readonly (Spot & { text: string })[]): LabelWish[] {
  const { view, theme } = naming;
  if (view.near < 1) return [];
  return spots.map((spot) =>
    wish(naming, spot.text, beside(spot, 1.1 * view.unit, 1.6 * view.unit), 1.6, {
      colour: theme.colour['text-1'],
    }),
  );
}
