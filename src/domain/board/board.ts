import type { Event, EventType } from '../audit/event.ts';
import { evolve } from '../case/evolve.ts';
import { isWatched, type Case } from '../case/case.ts';
import { dayNumber, dayStart } from '../timer/calendar.ts';

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
}

export const RECENT = 40;

/**
 * Facts that are no news: who sits at the desk is nobody's business on a wall, and a shift that is handed over would
 * push everything else out of a ticker.
 */
export const NO_NEWS: readonly EventType[] = ['case.entrusted'];

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
  const cases = new Map(board.cases);
  let recent = [...board.recent];
  for (const change of changes) {
    if (change.seq <= board.cursor) continue;
    if (change.kind === 'leave') {
      cases.delete(change.caseId);
      recent = recent.filter((event) => event.caseId !== change.caseId);
      continue;
    }
    const { event } = change;
    const held = cases.get(event.caseId);
    if (change.kind === 'enter') {
      if (holds(change.image, event.at)) cases.set(event.caseId, change.image);
      else cases.delete(event.caseId);
    } else if (!held || event.version > held.version) cases.set(event.caseId, evolve(held, event));
    if (!NO_NEWS.includes(event.type)) recent.unshift(event);
  }
  return { cursor: to, cases, recent: recent.slice(0, RECENT) };
}

/** The board without the cases that were closed before today and that nobody watches. */
export function prune(board: Board, now: number): Board {
  const kept = [...board.cases].filter(([, subject]) => holds(subject, now));
  return kept.length === board.cases.size ? board : { ...board, cases: new Map(kept) };
}
