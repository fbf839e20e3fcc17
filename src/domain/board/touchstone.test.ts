import { expect, test } from 'vitest';
import { accept, confirm, dispatch, followUp, report, resolve, sign } from '../../../tests/support/acts.ts';
import { after, EVENING } from '../../../tests/support/given.ts';
import { DAY_MS } from '../timer/calendar.ts';
import { boardOf, fold, prune, type Board, type Change } from './board.ts';
import { digestOf } from './digest.ts';
import { foldPast, type Touchstone } from './touchstone.ts';

const { events } = after(report(), accept(), dispatch(), sign());
const changes: Change[] = events.map((event, at) => ({ kind: 'event', seq: at + 1, event }));
const EMPTY = boardOf(0, []);
const boardAt = (seq: number): Board => fold(EMPTY, changes.slice(0, seq), seq);
const stoneAt = (seq: number, of = boardAt(seq), at = EVENING): Touchstone => {
  return { seq, tick: { at }, ...digestOf(of.cases.values()) };
};

test('a board is held against its digest in the middle of a batch, and comes to its end all the same', () => {
  const { board, verdict } = foldPast(EMPTY, changes, 4, stoneAt(2));
  expect(verdict).toBe('same');
  expect(board).toEqual(boardAt(4));
});

test('a difference is seen where the digest was made, although the end of the batch looks right', () => {
  // given a digest of number 2 that says what stands at number 3
  const wrong = { ...stoneAt(2), ...digestOf(boardAt(3).cases.values()) };
  expect(foldPast(EMPTY, changes, 4, wrong).verdict).toBe('differs');
  expect(foldPast(EMPTY, changes, 3, wrong).verdict).toBe('differs');
});

test('a digest of a number that is still to come waits, and one that was passed says nothing', () => {
  expect(foldPast(EMPTY, changes.slice(0, 2), 2, stoneAt(3)).verdict).toBe('waits');
  expect(foldPast(boardAt(3), changes, 4, stoneAt(2)).verdict).toBe('passed');
  expect(foldPast(EMPTY, changes, 4, undefined)).toEqual({ board: boardAt(4), verdict: 'waits' });
});

test('a board that stands at the number already is held against it at once', () => {
  expect(foldPast(boardAt(3), [], 3, stoneAt(3)).verdict).toBe('same');
  expect(foldPast(boardAt(3), [], 3, { ...stoneAt(3), sum: 1 }).verdict).toBe('differs');
});

test('a board of the next day has let go of cases that a digest of the day before still counts', () => {
  // given a case that was closed before midnight
  const { subject } = after(report(), accept(), dispatch(), sign(), resolve(), confirm(), followUp());
  const held = boardOf(9, [subject]);
  const evening = stoneAt(9, held);
  const morning = prune(held, EVENING + DAY_MS);
  // then nothing is said of it, and nobody asks for a snapshot
  expect(morning.cases.size).toBe(0);
  expect(foldPast(morning, [], 9, evening).verdict).toBe('passed');
});
