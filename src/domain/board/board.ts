import type { Event, EventType } from '../audit/event.ts';
import { evolve } from '../case/evolve.ts';
import { isWatched, type Case } from '../case/case.ts';
import { dayNumber, dayStart } from '../timer/calendar.ts';
import { layered } from './layers.ts';

/** One change as a screen receives it. */
export type Change =
  /** A fact about a case that the screen holds, or that begins with it. */
  | { kind: 'event'; seq: number; event: Event }
  /** A case that the screen may not hold, because it came into scope or was over: the fact, and the case after it. */
  | { kind: 'enter'; seq: number; event: Event; image: Case }
  /** The case has left the screen's scope: nothing but its id; what was told about it goes too. */
  | { kind: 'leave'; seq: number; caseId: string };

/** What a screen holds: the cases of its scope that are open, were closed today or are watched, and the latest facts. */
export interface Board {
  /** The last sequence number that was scanned for this screen. */
  cursor: number;
  cases: ReadonlyMap<string, Case>;
  /** Newest first, at most RECENT, and only what is news. */
  recent: readonly Event[];
  /** The day (number since 1970) as of which it was pruned; 0 where it was not. */
  day: number;
}

export const RECENT = 40;

/** The board of what a snapshot brought. @param recent newest first */
export const boardOf = (cursor: number, cases: readonly Case[], recent: readonly Event[] = []): Board => {
  return { cursor, cases: new Map(cases.map((one) => [one.id, one])), recent, day: 0 };
};

/**
 * Facts that are no news: who sits at the desk, and what was not suggested well, is nobody's business on a wall, and a
 * shift that is handed over would push everything else out of a ticker.
 */
export const NO_NEWS: readonly EventType[] = ['case.entrusted', 'suggestion.declined'];

/** True for the cases that a board holds at `now`; the server's snapshot asks the same in SQL. */
export const holds = (subject: Case, now: number): boolean =>
  subject.closedAt === null || subject.closedAt >= dayStart(dayNumber(now)) || isWatched(subject);

/**
 * The board after a batch of changes, `to` being the last number scanned. A change whose number is not
 * above the cursor was in the snapshot already.
 *
 * @throws where a change does not follow on the case that the board holds: the screen must resync.
 */
export function fold(board: Board, changes: readonly Change[], to: number): Board {
  if (to <= board.cursor) return board;
  const changed = new Map<string, Case | undefined>();
  const today = dayStart(board.day);
  const put = (subject: Case, at: number): void => {
    changed.set(subject.id, holds(subject, Math.max(at, today)) ? subject : undefined);
  };
  let recent = [...board.recent];
  for (const change of changes) {
    if (change.seq <= board.cursor) continue;
    if (change.kind === 'leave') {
      changed.set(change.caseId, undefined);
      recent = recent.filter((event) => event.caseId !== change.caseId);
      continue;
    }
    const { event } = change;
    const held = changed.has(event.caseId) ? changed.get(event.caseId) : board.cases.get(event.caseId);
    if (change.kind === 'enter') put(change.image, event.at);
    else if (!held || event.version > held.version) put(evolve(held, event), event.at);
    if (!NO_NEWS.includes(event.type)) recent.unshift(event);
  }
  const cases = layered(board.cases, changed);
  return { cursor: to, cases, recent: recent.slice(0, RECENT), day: board.day };
}

/**
 * The board without the cases that were closed before today and that nobody watches. Within a day `fold` keeps it so, and
 * nothing is looked at.
 */
export function prune(board: Board, now: number): Board {
  const day = dayNumber(now);
  if (day === board.day) return board;
  const kept = [...board.cases].filter(([, subject]) => holds(subject, now));
  return { ...board, day, cases: kept.length === board.cases.size ? board.cases : new Map(kept) };
}
