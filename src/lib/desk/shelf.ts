import { isUnanswered } from '#domain/supervision/supervision.ts';
import { groupsAt, type Group, type Line } from './queue.ts';

export const HEAD_PX = 24;

/** Where an item stands: from the list's beginning, in px, and as the n-th from 0. */
interface Place {
  top: number;
  height: number;
  index: number;
}

/** A group of the list, below so many rows of others: so many cases, of which so many are 已转督办 and `folded` have no row. */
interface Head {
  group: Group;
  above: number;
  count: number;
  supervised: number;
  folded: number;
}

/** What stands in the list: the head of a group, or the row of a case. */
export type Item = Place & (({ kind: 'head' } & Head) | { kind: 'row'; line: Line });

/** So many items are drawn above and below what is seen: a screen of them on each side, for a wheel that is turned fast. */
const SPARE = 32;

/**
 * Sorted lines as the list shows them: rows of one height, and heads above the groups. Where an item stands is reckoned and
 * not kept, so that of ten thousand only those in the window are ever made.
 */
export class Shelf {
  /** The cases that have a row, in their order. */
  readonly rows: readonly Line[];
  readonly #rowPx: number;
  readonly #heads: readonly Head[];
  readonly #groupOf: (line: Line) => Group;
  readonly #made = new Map<number, Item>();

  constructor(rows: readonly Line[], heads: readonly Head[], rowPx: number, groupOf: (line: Line) => Group) {
    this.rows = rows;
    this.#heads = heads;
    this.#rowPx = rowPx;
    this.#groupOf = groupOf;
  }

  /** How many items there are, rows and heads. */
  get length(): number {
    return this.rows.length + this.#heads.length;
  }

  /** Of all items, in px. */
  get height(): number {
    return this.rows.length * this.#rowPx + this.#heads.length * HEAD_PX;
  }

  /** How many cases the list stands for, with those that are folded away. */
  get count(): number {
    return this.#heads.reduce((sum, { folded }) => sum + folded, this.rows.length);
  }

  /** The ids of the rows; made when somebody asks. */
  get ids(): ReadonlySet<string> {
    return (this.#ids ??= new Set(this.rows.map(({ subject }) => subject.id)));
  }
  #ids: ReadonlySet<string> | undefined;

  /** The n-th item: the same one whenever it is asked for. */
  at(index: number): Item {
    const known = this.#made.get(index);
    if (known) return known;
    const item = this.#make(index);
    this.#made.set(index, item);
    return item;
  }

  #make(index: number): Item {
    const before = this.#heads.findLastIndex(({ above }, n) => above + n <= index) + 1;
    const head = this.#heads[before - 1];
    if (head && head.above + before - 1 === index)
      return { kind: 'head', ...head, ...this.#place(head.above, before - 1), height: HEAD_PX };
    const row = index - before;
    return { kind: 'row', line: this.rows[row]!, ...this.#place(row, before), height: this.#rowPx };
  }

  /** What has so many rows and heads above it. */
  #place(rows: number, heads: number): { top: number; index: number } {
    return { top: rows * this.#rowPx + heads * HEAD_PX, index: rows + heads };
  }

  /** The index of the item that covers `y`. */
  indexAt(y: number): number {
    const n = this.#heads.findLastIndex(({ above }, heads) => this.#place(above, heads).top <= y);
    const head = this.#heads[n];
    const { top, index } = head ? this.#place(head.above, n) : { top: 0, index: 0 };
    const rows = head ? 1 + Math.floor((y - top - HEAD_PX) / this.#rowPx) : Math.floor(y / this.#rowPx);
    return Math.max(0, Math.min(this.length - 1, index + Math.max(0, rows)));
  }

  /** So many items as there are slots, from a screen above the window on: all of them, where they are fewer. */
  window(scrollTop: number, slots: number): Item[] {
    const first = Math.max(0, Math.min(this.indexAt(scrollTop) - SPARE, this.length - slots));
    const length = Math.min(slots, this.length - first);
    return Array.from({ length }, (_, n) => this.at(first + n));
  }

  /** Where the row of a case begins, in px. */
  topOf(caseId: string): number | undefined {
    const row = this.rows.findIndex(({ subject }) => subject.id === caseId);
    if (row < 0) return undefined;
    return this.#place(row, this.#heads.filter(({ above }) => above <= row).length).top;
  }

  /** The ids of the rows that begin above `y`. */
  idsAbove(y: number): string[] {
    const at = this.indexAt(y);
    const until = this.length > 0 && this.at(at).top < y ? at + 1 : at;
    const heads = this.#heads.filter(({ above }, n) => above + n < until).length;
    return this.rows.slice(0, until - heads).map(({ subject }) => subject.id);
  }

  /** The rows that stand with a case under one head, or would where the list has heads. */
  groupWith(caseId: string): readonly Line[] {
    const row = this.rows.findIndex(({ subject }) => subject.id === caseId);
    const line = this.rows[row];
    if (!line) return [];
    const n = this.#heads.findLastIndex(({ above }) => above <= row);
    if (n >= 0) return this.rows.slice(this.#heads[n]!.above, this.#heads[n + 1]?.above);
    const group = this.#groupOf(line);
    return this.rows.filter((other) => this.#groupOf(other) === group);
  }
}

/** 已转督办: somebody owes a supervisor an answer about it. */
const isSupervised = ({ subject }: Line): boolean => subject.supervisions.some(isUnanswered);

/**
 * Sorted lines as the list shows them at `now`: each group under a head whose count is the number of its rows. Lines that
 * stand by anything but time to breach have no heads.
 * @param rowPx height of a row
 * @param fold what is over and already 督办 stands in the count of its head only: a supervisor has it in hand
 */
export function shelve(
  lines: readonly Line[],
  now: number,
  rowPx: number,
  { heads = true, fold = false }: { heads?: boolean; fold?: boolean } = {},
): Shelf {
  const groupOf = groupsAt(now);
  if (!heads) return new Shelf(lines, [], rowPx, groupOf);
  const made: Head[] = [];
  const rows: Line[] = [];
  for (const line of lines) {
    const group = groupOf(line);
    let head = made.at(-1);
    if (head?.group !== group)
      made.push((head = { group, above: rows.length, count: 0, supervised: 0, folded: 0 }));
    head.count += 1;
    const supervised = group === 'over' && isSupervised(line);
    if (supervised) head.supervised += 1;
    if (supervised && fold) head.folded += 1;
    else rows.push(line);
  }
  return new Shelf(rows, made, rowPx, groupOf);
}

/** Whether everything that is seen there is among these items of a list of so many. */
export function isShown(shown: readonly Item[], length: number, scrollTop: number, height: number): boolean {
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last) return length === 0;
  const above = first.top <= scrollTop || first.index === 0;
  return above && (last.top + last.height >= scrollTop + height || last.index === length - 1);
}

/** As many slots as a window of so many px ever needs, with those to spare. */
export const slotCount = (height: number, rowPx: number): number =>
  Math.ceil(height / Math.min(rowPx, HEAD_PX)) + 2 * SPARE + 2;

/**
 * The same items, each in the slot that it keeps while the list is scrolled: the row that leaves above says what comes below,
 * none stands empty meanwhile, and nothing is made or thrown away.
 */
export function slotted(shown: readonly Item[], count: number): (Item | undefined)[] {
  const slots = Array<Item | undefined>(count).fill(undefined);
  for (const item of shown) slots[item.index % count] = item;
  return slots;
}
