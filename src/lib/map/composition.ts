import type { Case } from '#domain/case/case.ts';
import type { Department } from '#domain/department/department.ts';
import type { Service, Site } from '#domain/site/site.ts';
import type { Names } from '#domain/audit/words.ts';
import type { Basemap } from './basemap.ts';
import { placeBlocks, type Placement } from './block-layout.ts';
import { signHalf, singleRadius, type Disc, type Sign } from './case-layer.ts';
import type { Loads } from './circle-layer.ts';
import { clusterRadius, steppedAside } from './cluster.ts';
import type { Clustered } from './clusterer.ts';
import { byUrgency, type Mark, type Marks } from './mark.ts';
import { orderLinesOf, type OrderLine } from './order-line.ts';
import { around, isSeen, overlaps, spotOf, type Box, type Spot, type View } from './view.ts';

/** Everything that the map shows, as its screen gives it. */
export interface Inputs {
  /** The area that is looked at; its outline is what the map fits to. */
  code: string;
  basemap: Basemap;
  sites: readonly Site[];
  cases: ReadonlyMap<string, Case>;
  departments: ReadonlyMap<string, Department>;
  names: Names;
  language: 'zh' | 'en';
  /** Server time. */
  now: number;
  stale: boolean;
  /** Whatever appears does so without motion. */
  still?: boolean;
  /** One hundredth of the wall's height, in pixels. */
  unit: number;
  services: ReadonlySet<Service>;
  selectedId: string | null;
  /** How many data blocks at most; 0 where a list beside the map says the same. */
  blocks: number;
}

/** What changes once a second or with a case, but not while the map is moved. */
export interface Content {
  calm: readonly Mark[];
  urgent: readonly Mark[];
  lines: readonly OrderLine[];
  loads: Loads;
}

export const NOTHING: Content = { calm: [], urgent: [], lines: [], loads: new Map() };

/**
 * The content at this moment. Each part that says the same as `before` is that very part, so that a second that passes
 * neither clusters thousands of cases again nor draws anything.
 */
export function contentOf(inputs: Inputs, marks: Marks, before: Content): Content {
  const { cases, departments, now, stale, selectedId } = inputs;
  const calm: Mark[] = [];
  const urgent: Mark[] = [];
  const loads = new Map<string, number>();
  for (const mark of marks.of(cases, now, stale)) {
    if (mark.look === 'running') calm.push(mark);
    // The one that is looked at stands above the cluster that goes on counting it: nothing is clustered anew for a look.
    if (mark.look !== 'running' || mark.caseId === selectedId) urgent.push(mark);
    if (mark.siteId !== null) loads.set(mark.siteId, (loads.get(mark.siteId) ?? 0) + 1);
  }
  urgent.sort(byUrgency);
  const lines = orderLinesOf(cases.values(), departments, now);
  return {
    calm: kept(before.calm, calm, isSamePlace),
    urgent: kept(before.urgent, urgent, isSameMark),
    lines: kept(before.lines, lines, isSameLine),
    loads,
  };
}

function kept<T>(before: readonly T[], now: readonly T[], isSame: (a: T, b: T) => boolean): readonly T[] {
  const same = before.length === now.length && now.every((one, i) => isSame(one, before[i] as T));
  return same ? before : now;
}

const isSamePlace = (a: Mark, b: Mark): boolean =>
  a === b || (a.caseId === b.caseId && a.lat === b.lat && a.lon === b.lon && a.areaCode === b.areaCode);

const isSameMark = (a: Mark, b: Mark): boolean =>
  a === b || (isSamePlace(a, b) && a.look === b.look && a.timer === b.timer);

const isSameLine = (a: OrderLine, b: OrderLine): boolean =>
  a.id === b.id &&
  a.state === b.state &&
  a.look === b.look &&
  a.from.lat === b.from.lat &&
  a.from.lon === b.from.lon;

/** How far apart clusters are at least, in units: two that would touch become one. */
export const clusterGap = (view: View): number => (view.scale < 25 ? 7 : 4.4 - 2 * view.near) * view.unit;

/** Large marks: urgent ones, and the one that is selected. */
export function signsOf(urgent: readonly Mark[], view: View): Sign[] {
  return urgent.flatMap((mark) => {
    const spot = spotOf(view, mark);
    const half = (mark.look === 'running' ? singleRadius(view.near) : signHalf(mark.look)) * view.unit;
    return isSeen(view, spot, half) ? [{ ...spot, half, mark }] : [];
  });
}

export function discsOf({ calm, clusters }: Clustered, signs: readonly Sign[], view: View): Disc[] {
  const marks = signs.map((sign) => around(sign, sign.half));
  return clusters.flatMap((cluster) => {
    const { count, only, areaCodes } = cluster;
    const spot = spotOf(view, cluster);
    const r = (count === 1 ? singleRadius(view.near) : clusterRadius(count)) * view.unit;
    if (!isSeen(view, spot, r)) return [];
    const at = count === 1 ? spot : steppedAside(spot, r, marks);
    return [{ ...at, r, count, areaCodes, caseId: only === null ? null : (calm[only]?.caseId ?? null) }];
  });
}

/** What a data block says in its second line, and how wide it is. */
export interface BlockText {
  title: string;
  width: number;
}

const LINE_PADDING = 2.9;
/** Room for the clock's words and for days and hours (18天09时); English words are longer. */
const NARROWEST = { zh: 22, en: 24 };
const WIDEST = 26;

/** Matter and place; where that is too long the words are shortened, not cut: the community instead of the place. */
export function blockText(mark: Mark, inputs: Inputs, width: (text: string) => number): BlockText {
  const { cases, names, language, unit } = inputs;
  const subject = cases.get(mark.caseId);
  const room = (WIDEST - LINE_PADDING) * unit;
  const what =
    subject && subject.matterCode !== null
      ? names.matter(subject.matterCode, language)
      : subject
        ? names.kind(subject.kind, language)
        : '';
  const choices = [subject?.place.label, names.area(mark.areaCode, language)]
    .filter((where) => where)
    .map((where) => `${what} · ${where}`);
  const title = [...choices, what].find((text) => width(text) <= room) ?? what;
  const size = Math.min(WIDEST, Math.max(NARROWEST[language], width(title) / unit + LINE_PADDING));
  return { title, width: size * unit };
}

export interface Crowd {
  signs: readonly Sign[];
  discs: readonly Disc[];
  departments: Iterable<Spot>;
  /** Boxes over the map that nothing may cover: its key, its scale. */
  keepout: readonly Box[];
  /** True where the shown area is, as opposed to the quiet land around it. */
  inside: (spot: Spot) => boolean;
}

/** Places the data blocks of the most urgent marks: on empty land outside the area where there is some. */
export function blocksOf(
  texts: ReadonlyMap<string, BlockText>,
  crowd: Crowd,
  view: View,
  limit: number,
  before: readonly Placement[],
): Placement[] {
  const { unit } = view;
  const squares = [...crowd.departments].map((spot) => around(spot, 0.8 * unit));
  const discs = crowd.discs.map((disc) => around(disc, disc.r));
  const cost = (box: Box, pole: Box): number => {
    const corners = [
      box,
      { x: box.x + box.w, y: box.y },
      { x: box.x, y: box.y + box.h },
      { x: box.x + box.w, y: box.y + box.h },
    ];
    const land = corners.filter((corner) => crowd.inside(corner)).length * 0.5;
    const hidden = discs.filter((disc) => overlaps(disc, box)).length * 2;
    const crossed = discs.filter((disc) => overlaps(disc, pole)).length;
    return land + hidden + crossed + squares.filter((square) => overlaps(square, box)).length * 3;
  };
  const flags = crowd.signs.flatMap((sign) => {
    const text = texts.get(sign.mark.caseId);
    if (!text || !isSeen(view, sign)) return [];
    const h = (sign.mark.look === 'red' ? 6.6 : 6) * unit;
    return [{ id: sign.mark.caseId, x: sign.x, y: sign.y, half: sign.half, w: text.width, h }];
  });
  const forbidden = [...crowd.signs.map((sign) => around(sign, sign.half)), ...crowd.keepout];
  const inset = 0.8 * unit;
  const bounds = { x: inset, y: inset, w: view.width - 2 * inset, h: view.height - 2 * inset };
  return placeBlocks(flags, { bounds, forbidden, cost }, before, limit);
}
