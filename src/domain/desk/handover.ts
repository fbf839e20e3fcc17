import { isLeading } from '../assignment/assignment.ts';
import { needsArbitration } from '../case/arbitrate.ts';
import type { Case } from '../case/case.ts';
import { nextTimer, type Clock, type Timer } from '../timer/timer.ts';

/** 须盯 · 等回音 · 其余: what the next shift takes one by one, what it waits for, and what it takes as a batch. */
export const HANDOVER_GROUPS = ['watch', 'waiting', 'rest'] as const;
export type HandoverGroup = (typeof HANDOVER_GROUPS)[number];

/** A case in the list of a shift, with the clock that is due next. */
export interface HandoverLine {
  subject: Case;
  timer: Timer | undefined;
}

const SOON_MS = 60 * 60_000;

/** True while a supervisor has to say whose it is. */
export const awaitsRuling = (subject: Case): boolean =>
  needsArbitration(subject) && !subject.assignments.some(isLeading);

/** Where a case stands at `now`: over its time or due within the hour goes before everything else. */
export function handoverGroup(subject: Case, now: number): HandoverGroup {
  const next = nextTimer(subject.timers);
  if (next && next.dueAt - now <= SOON_MS) return 'watch';
  const waits = subject.state === 'suspended' || subject.state === 'resolved' || awaitsRuling(subject);
  return waits ? 'waiting' : 'rest';
}

/** The cases of a shift by group, in each the one that is due next first. */
export function handoverLines(cases: Iterable<Case>, now: number): Record<HandoverGroup, HandoverLine[]> {
  const groups: Record<HandoverGroup, HandoverLine[]> = { watch: [], waiting: [], rest: [] };
  for (const subject of cases)
    groups[handoverGroup(subject, now)].push({ subject, timer: nextTimer(subject.timers) });
  for (const lines of Object.values(groups)) lines.sort(byDue);
  return groups;
}

const dueAt = ({ timer }: HandoverLine): number => timer?.dueAt ?? Infinity;

function byDue(a: HandoverLine, b: HandoverLine): number {
  if (dueAt(a) !== dueAt(b)) return dueAt(a) - dueAt(b);
  return a.subject.number < b.subject.number ? -1 : 1;
}

/** How many of these wait for which clock, the most first. */
export function clocksOf(lines: readonly HandoverLine[]): [clock: Clock, n: number][] {
  const counts = new Map<Clock, number>();
  for (const { timer } of lines) if (timer) counts.set(timer.clock, (counts.get(timer.clock) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}
