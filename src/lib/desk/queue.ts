import { isHeld } from '#domain/assignment/assignment.ts';
import type { Case } from '#domain/case/case.ts';
import type { Sort } from '#domain/desk/arrangement.ts';
import { DAY_MS, dayNumber, dayStart } from '#domain/timer/calendar.ts';
import { isUnanswered } from '#domain/supervision/supervision.ts';
import { isRunning, nextTimer, type Clock, type Timer } from '#domain/timer/timer.ts';

/** 已超时 · 10 分钟内 · 1 小时内 · 今日 · 以后, and at the end what is closed. */
export const GROUPS = ['over', 'ten', 'hour', 'today', 'later', 'ended'] as const;
export type Group = (typeof GROUPS)[number];

/** A case in the queue with the clock that puts it there. */
export interface Line {
  subject: Case;
  timer: Timer | undefined;
}

export const HEAD_PX = 24;

/** Where an item stands: from the list's beginning, in px, and as the n-th from 0. */
interface Standing {
  top: number;
  height: number;
  index: number;
}

/**
 * What stands in the list: a head with the count of its group, of which so many are 已转督办 and `folded` have no
 * row; or the row of a case.
 */
export type Item =
  | (Standing & { kind: 'head'; group: Group; count: number; supervised: number; folded: number })
  | (Standing & { kind: 'row'; line: Line; group: Group });

/** The clock that a row shows: the next to breach, or the next of the one clock that was asked for. */
export function ruling(subject: Case, clock?: Clock): Timer | undefined {
  return nextTimer(clock ? subject.timers.filter((timer) => timer.clock === clock) : subject.timers);
}

const holderKey = ({ assignments }: Case): string => assignments.find(isHeld)?.departmentId ?? '';
const dueAt = ({ timer }: Line): number => timer?.dueAt ?? Infinity;
const byWord = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const ORDERS: Record<Sort, (a: Line, b: Line) => number> = {
  due: () => 0,
  age: (a, b) => a.subject.discoveredAt - b.subject.discoveredAt,
  urgency: (a, b) => b.subject.urgency - a.subject.urgency,
  place: (a, b) =>
    byWord(a.subject.place.areaCode, b.subject.place.areaCode) ||
    byWord(a.subject.place.label, b.subject.place.label),
  holder: (a, b) => byWord(holderKey(a.subject), holderKey(b.subject)),
};

/** By what was chosen and then by time to breach; what has no running clock after that, and what is closed last, the newest first. */
export function sortLines(lines: Line[], sort: Sort = 'due'): Line[] {
  const order = ORDERS[sort];
  return lines.sort(
    (a, b) =>
      (a.subject.closedAt ?? 0) - (b.subject.closedAt ?? 0) ||
      order(a, b) ||
      (dueAt(a) === dueAt(b) ? 0 : dueAt(a) - dueAt(b)) ||
      byWord(a.subject.number, b.subject.number),
  );
}

/** 已转督办: somebody owes a supervisor an answer about it. */
const isSupervised = ({ supervisions }: Case): boolean => supervisions.some(isUnanswered);

export function groupOf({ subject, timer }: Line, now: number): Group {
  if (subject.closedAt !== null) return 'ended';
  if (!timer || !isRunning(timer)) return 'later';
  const left = timer.dueAt - now;
  if (left < 0) return 'over';
  if (left <= 10 * 60_000) return 'ten';
  if (left <= 60 * 60_000) return 'hour';
  return timer.dueAt <= dayStart(dayNumber(now)) + DAY_MS ? 'today' : 'later';
}

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
): Item[] {
  const items: Item[] = [];
  let head: Extract<Item, { kind: 'head' }> | undefined;
  let top = 0;
  for (const line of lines) {
    const group = groupOf(line, now);
    if (heads && head?.group !== group) {
      const counts = { count: 0, supervised: 0, folded: 0 };
      head = { kind: 'head', group, ...counts, top, height: HEAD_PX, index: items.length };
      items.push(head);
      top += HEAD_PX;
    }
    if (head) {
      head.count += 1;
      if (group === 'over' && isSupervised(line.subject)) {
        head.supervised += 1;
        if (fold) {
          head.folded += 1;
          continue;
        }
      }
    }
    items.push({ kind: 'row', line, group, top, height: rowPx, index: items.length });
    top += rowPx;
  }
  return items;
}

export const totalHeight = (items: readonly Item[]): number => {
  const last = items.at(-1);
  return last ? last.top + last.height : 0;
};

/** The index of the item that covers `y`, by halving: ten thousand rows take fourteen looks. */
export function indexAt(items: readonly Item[], y: number): number {
  let [low, high] = [0, items.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (items[middle]!.top <= y) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** So many items are drawn above and below what is seen: a screen of them on each side, for a wheel that is turned fast. */
const SPARE = 32;

/** So many items of the list as there are slots, from a screen above the window on: all of them, where they are fewer. */
export function windowOf(items: readonly Item[], scrollTop: number, count: number): Item[] {
  const first = Math.min(indexAt(items, scrollTop) - SPARE, items.length - count);
  return items.slice(Math.max(0, first), Math.max(0, first) + count);
}

/** Whether everything that is seen there is among these items of the list. */
export function isShown(
  shown: readonly Item[],
  items: readonly Item[],
  scrollTop: number,
  height: number,
): boolean {
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last) return items.length === 0;
  const above = first.top <= scrollTop || first.index === 0;
  return above && (last.top + last.height >= scrollTop + height || last.index === items.length - 1);
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

export function rowsOf(items: readonly Item[]): Line[] {
  const rows: Line[] = [];
  for (const item of items) if (item.kind === 'row') rows.push(item.line);
  return rows;
}

/** How many cases the list stands for, with those that are folded away. */
export const countOf = (items: readonly Item[]): number =>
  items.reduce((sum, item) => sum + (item.kind === 'row' ? 1 : item.folded), 0);
