import { within } from '#domain/area/area.ts';
import type { Names } from '#domain/audit/words.ts';
import type { Department } from '#domain/department/department.ts';
import { tierOf } from '#domain/timer/timer.ts';
import { language } from '$lib/ui/words.ts';
import type { Room, Wanting } from './fold-orders.ts';
import type { OpenOrder } from './orders.ts';

/** In cqh, as OrderCard and Recipient draw them. */
const NARROW: Room = { height: 61, columns: 1, gap: 1.2, more: 3 };
const WIDE: Room = { height: 87, columns: 2, gap: 2.2, more: 4.5 };
/** The scene of the orders: three columns where map and charts were. */
const HALL: Room = { height: 87, columns: 3, gap: 1.6, more: 3 };

/** Where the orders stand: beside the map, in a pane of a wide wall, or alone. */
export type Place = 'side' | 'pane' | 'hall';
export const ROOMS: Record<Place, Room> = { side: NARROW, pane: WIDE, hall: HALL };

/** Heights of lines, and how many letters each holds before it takes a second one: a name is never cut. */
const LINES = {
  narrow: {
    head: 3.8,
    chip: 0.7,
    second: 2.6,
    meta: 2.9,
    row: 2.5,
    zh: { title: 8, name: 11 },
    en: { title: 12, name: 16 },
  },
  wide: {
    head: 5.7,
    chip: 1,
    second: 4,
    meta: 3.3,
    row: 3.5,
    zh: { title: 10, name: 18 },
    en: { title: 18, name: 34 },
  },
};

/** How high an order stands, with its recipients and without. */
export function heightsOf(
  { subject, recipients, timer }: OpenOrder,
  names: Names,
  nameOf: (departmentId: string) => string,
  place: Place,
  now: number,
): Pick<Wanting, 'unfolded' | 'twoLines'> {
  const lines = LINES[place === 'pane' ? 'wide' : 'narrow'];
  const letters = lines[language()];
  const title = subjectName(subject, names);
  const chip = timer && tierOf(timer, now) === 'red' ? lines.chip : 0;
  const twoLines = lines.head + chip + lines.meta + (title.length > letters.title ? lines.second : 0);
  const part = language() === 'zh' ? 3 : 5;
  const rows = recipients.map(({ assignment }) => {
    const length = nameOf(assignment.departmentId).length + (assignment.part === 'lead' ? part : 0);
    return Math.ceil(length / letters.name);
  });
  return { twoLines, unfolded: twoLines + lines.row * rows.reduce((sum, n) => sum + n, 0) };
}

/** 欠薪, or the kind of case while nobody has classified it. */
export const subjectName = ({ matterCode, kind }: OpenOrder['subject'], names: Names): string =>
  matterCode === null ? names.kind(kind, language()) : names.matter(matterCode, language());

/** A department of this very district goes without the district's name, which stands at the top of the wall. */
export function officeName(
  id: string,
  departments: ReadonlyMap<string, Department>,
  names: Names,
  area: string,
): string {
  const name = names.department(id, language());
  const home = departments.get(id)?.areaCode ?? '';
  if (language() === 'zh' || home.length !== 6 || !within(area, home)) return name;
  const district = names.area(home, 'en').replace(/ District$/, ' ');
  return name.startsWith(district) ? name.slice(district.length) : name;
}
