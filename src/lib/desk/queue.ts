import { isHeld } from '#domain/assignment/assignment.ts';
import type { Case } from '#domain/case/case.ts';
import type { Sort } from '#domain/desk/arrangement.ts';
import { DAY_MS, dayNumber, dayStart } from '#domain/timer/calendar.ts';
import { isRunning, nextTimer, type Clock, type Timer } from '#domain/timer/timer.ts';

/** 已超时 · 10 分钟内 · 1 小时内 · 今日 · 以后, and at the end what is closed. */
export const GROUPS = ['over', 'ten', 'hour', 'today', 'later', 'ended'] as const;
export type Group = (typeof GROUPS)[number];

/** A case in the queue with the clock that puts it there. */
export interface Line {
  subject: Case;
  timer: Timer | undefined;
}

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

/** What is open before what is closed, and of that the newest first. */
const byEnd = (a: number | null, b: number | null): number =>
  a === b ? 0 : a === null ? -1 : b === null ? 1 : b - a;

/** By what was chosen and then by time to breach; what has no running clock after that, and what is closed last, the newest first. */
function inOrder(sort: Sort): (a: Line, b: Line) => number {
  const order = ORDERS[sort];
  return (a, b) =>
    byEnd(a.subject.closedAt, b.subject.closedAt) ||
    order(a, b) ||
    (dueAt(a) === dueAt(b) ? 0 : dueAt(a) - dueAt(b)) ||
    byWord(a.subject.number, b.subject.number);
}

export const sortLines = (lines: Line[], sort: Sort = 'due'): Line[] => lines.sort(inOrder(sort));

/** Lines that stand in order, with others put where they belong among them. */
export function insertLines(lines: readonly Line[], others: readonly Line[], sort: Sort): Line[] {
  const order = inOrder(sort);
  const parts: Line[][] = [];
  let from = 0;
  for (const line of others.toSorted(order)) {
    let to = lines.length;
    for (let low = from; low < to;) {
      const middle = (low + to) >> 1;
      if (order(lines[middle]!, line) <= 0) low = middle + 1;
      else to = middle;
    }
    parts.push(lines.slice(from, to), [line]);
    from = to;
  }
  return [...parts, lines.slice(from)].flat();
}

/** Under which head each line stands at `now`. */
export function groupsAt(now: number): (line: Line) => Group {
  const endOfDay = dayStart(dayNumber(now)) + DAY_MS;
  return ({ subject, timer }) => {
    if (subject.closedAt !== null) return 'ended';
    if (!timer || !isRunning(timer)) return 'later';
    const left = timer.dueAt - now;
    if (left < 0) return 'over';
    if (left <= 10 * 60_000) return 'ten';
    if (left <= 60 * 60_000) return 'hour';
    return timer.dueAt <= endOfDay ? 'today' : 'later';
  };
}
