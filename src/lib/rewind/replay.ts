import { boardOf, fold, prune, type Board, type Change } from '#domain/board/board.ts';
import type { Followed, Stood } from '#domain/board/moment.ts';

/** A board that stands at an instant, and what is known of what follows. */
export interface Replay {
  board: Board;
  now: number;
  /** What happens after `now`, in its order. */
  ahead: readonly Change[];
  /** Everything until here is in `ahead`. */
  known: number;
}

export const replayFrom = ({ at, cases, recent }: Stood): Replay => ({
  board: boardOf(0, cases, recent),
  now: at,
  ahead: [],
  known: at,
});

export const extended = (replay: Replay, { changes, to }: Followed): Replay => ({
  ...replay,
  ahead: [...replay.ahead, ...changes],
  known: to,
});

/**
 * The same board at a later instant, or as far as is known.
 *
 * @throws where a fact does not follow on the case that the board holds: whoever replays must jump there anew.
 */
export function advanced(replay: Replay, to: number): Replay {
  const now = Math.max(replay.now, Math.min(to, replay.known));
  const instant = (change: Change): number => (change.kind === 'leave' ? now : change.event.at);
  const first = replay.ahead.findIndex((change) => instant(change) > now);
  const due = first < 0 ? replay.ahead : replay.ahead.slice(0, first);
  // A replay comes in the order of time and has no numbers of the feed.
  const after = fold(replay.board, due, Number.MAX_SAFE_INTEGER);
  const board = prune({ ...after, cursor: 0 }, now);
  return { ...replay, board, now, ahead: first < 0 ? [] : replay.ahead.slice(first) };
}
