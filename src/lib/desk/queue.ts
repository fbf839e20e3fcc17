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

/** Under which head a line stands at `now`. */
export function groupOf({ subject, timer }: Line, now: number): Group {
  if (subject.closedAt !== null) return 'ended';
  if (!timer || !isRunning(timer)) return 'later';
  const left = timer.dueAt - now;
  if (left < 0) return 'over';
  if (left <= 10 * 60_000) return 'ten';
  if (left <= 60 * 60_000) return 'hour';
  return timer.dueAt <= dayStart(dayNumber(now)) + DAY_MS ? 'today' : 'later';
}
