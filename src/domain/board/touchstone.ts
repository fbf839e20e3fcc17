import { dayNumber } from '../timer/calendar.ts';
import { fold, prune, type Board, type Change } from './board.ts';
import { digestOf, type Digest } from './digest.ts';

/** What a board must be equal to at one number of the feed, by the tables as they stood at this instant of the city. */
export interface Touchstone extends Digest {
  seq: number;
  tick: { at: number };
}

/** waits: the board has not come to the number · passed: it was there before it could be held against anything. */
export type Verdict = 'waits' | 'same' | 'differs' | 'passed';

/**
 * The board after a batch, and what the touchstone says of it. In a busy city hardly a batch ends at the number that
 * a digest was made for: the board is stopped there on its way and held against it.
 * @throws as `fold`
 */
export function foldPast(
  board: Board,
  changes: readonly Change[],
  to: number,
  stone: Touchstone | undefined,
): { board: Board; verdict: Verdict } {
  if (!stone || stone.seq > Math.max(to, board.cursor)) {
    return { board: fold(board, changes, to), verdict: 'waits' };
  }
  const before = changes.filter(({ seq }) => seq <= stone.seq);
  const there = fold(board, before, stone.seq);
  return { board: fold(there, changes, to), verdict: heldAgainst(there, stone) };
}

function heldAgainst(board: Board, { seq, count, sum, tick }: Touchstone): Verdict {
  // A board of the next day has let go of what the digest still counts.
  if (board.cursor > seq || board.day > dayNumber(tick.at)) return 'passed';
  const own = digestOf(prune(board, tick.at).cases.values());
  return own.count === count && own.sum === sum ? 'same' : 'differs';
}
