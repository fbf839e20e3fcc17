import { Findings } from '#domain/board/findings.ts';
import { isOpen, type Case } from '#domain/case/case.ts';
import type { Point } from '#domain/area/point.ts';
import { isRunning, tierOf, type Timer } from '#domain/timer/timer.ts';

/** How an open case stands on the map: calm ones may cluster, the others are always single. */
export interface Mark extends Point {
  caseId: string;
  areaCode: string;
  siteId: string | null;
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

function markOf(subject: Case, now: number): Mark {
  const timer = rulingTimer(subject.timers, now);
  const tier = timer ? tierOf(timer, now) : 'running';
  const { lat, lon, areaCode, siteId } = subject.place;
  const look = tier === 'amber' || tier === 'red' ? tier : 'running';
  return { caseId: subject.id, lat, lon, areaCode, siteId, timer, look };
}

/** On a stale map nobody knows which of the urgent ones still are. */
const asUnknown = (mark: Mark): Mark => (mark.look === 'running' ? mark : { ...mark, look: 'unknown' });

/**
 * The marks of all open cases, again and again: each is the same one until its case changes or one of its limits nears, so
 * thousands that stay as they are cost a second nothing, and what is the same can be told by identity.
 */
export class Marks {
  readonly #found = new Findings((subject, now) => (isOpen(subject) ? markOf(subject, now) : undefined));
  readonly #marks = new Map<string, Mark>();
  #come: readonly string[] | undefined;

  of(cases: ReadonlyMap<string, Case>, now: number, stale: boolean): Mark[] {
    const found = this.#found.look(cases, now);
    for (const { caseId, after } of found) {
      if (after) this.#marks.set(caseId, after);
      else this.#marks.delete(caseId);
    }
    // What is there at the first look has not just come.
    this.#come = this.#come ? found.flatMap(({ caseId, came }) => (came ? [caseId] : [])) : [];
    const marks = [...this.#marks.values()];
    return stale ? marks.map(asUnknown) : marks;
  }

  /** Cases that were not there at the look before the last. */
  get come(): readonly string[] {
    return this.#come ?? [];
  }
}

/** The marks of open cases at one moment, for whoever asks once. */
export const marksOf = (cases: Iterable<Case>, now: number): Mark[] =>
  [...cases].filter(isOpen).map((subject) => markOf(subject, now));

/** Breached before nearly due, and among each the one whose limit came or comes first: the order of the wall's timers. */
export function byUrgency(a: Mark, b: Mark): number {
  const rank = (mark: Mark): number => (mark.look === 'red' ? 0 : 1);
  return (
    rank(a) - rank(b) || (a.timer?.dueAt ?? 0) - (b.timer?.dueAt ?? 0) || a.caseId.localeCompare(b.caseId)
  );
}
