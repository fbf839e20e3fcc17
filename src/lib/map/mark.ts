import { isOpen, type Case } from '#domain/case/case.ts';
import type { Point } from '#domain/area/point.ts';
import { isRunning, tierOf, type Timer } from '#domain/timer/timer.ts';

/** How an open case stands on the map: calm ones may cluster, the others are always single. */
export interface Mark extends Point {
  caseId: string;
  areaCode: string;
  look: 'running' | 'amber' | 'red' | 'unknown';
  /** The clock that rules it, if any runs. */
  timer: Timer | undefined;
}

const RANK = { running: 0, amber: 1, red: 2, met: 0, late: 0 } as const;

/** The running timer in the worst tier, and among those the one due first. */
export function rulingTimer(timers: readonly Timer[], now: number): Timer | undefined {
  let worst: Timer | undefined;
  for (const timer of timers) {
    if (!isRunning(timer)) continue;
    const step = worst ? RANK[tierOf(timer, now)] - RANK[tierOf(worst, now)] : 1;
    if (step > 0 || (step === 0 && worst && timer.dueAt < worst.dueAt)) worst = timer;
  }
  return worst;
}

/** The marks of all open cases. On a stale map nobody knows which of the urgent ones still are. */
export function marksOf(cases: Iterable<Case>, now: number, stale: boolean): Mark[] {
  const marks: Mark[] = [];
  for (const subject of cases) {
    if (!isOpen(subject)) continue;
    const timer = rulingTimer(subject.timers, now);
    const tier = timer ? tierOf(timer, now) : 'running';
    const urgent = tier === 'amber' || tier === 'red';
    const { lat, lon, areaCode } = subject.place;
    marks.push({
      caseId: subject.id,
      lat,
      lon,
      areaCode,
      timer,
      look: urgent ? (stale ? 'unknown' : tier) : 'running',
    });
  }
  return marks;
}

/** Breached before nearly due, and among each the one whose limit came or comes first: the order of the wall's timers. */
export function byUrgency(a: Mark, b: Mark): number {
  const rank = (mark: Mark): number => (mark.look === 'red' ? 0 : 1);
  return (
    rank(a) - rank(b) || (a.timer?.dueAt ?? 0) - (b.timer?.dueAt ?? 0) || a.caseId.localeCompare(b.caseId)
  );
}
