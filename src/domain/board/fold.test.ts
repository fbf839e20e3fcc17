import { expect, test } from 'vitest';
import {
  accept,
  confirm,
  dispatch,
  entrust,
  followUp,
  raise,
  report,
  resolve,
  sign,
} from '../../../tests/support/acts.ts';
import { after, EVENING, idOf } from '../../../tests/support/given.ts';
import type { Event } from '../audit/event.ts';
import type { Case } from '../case/case.ts';
import { dayNumber } from '../timer/calendar.ts';
import { boardOf, fold, holds, prune, RECENT, type Board, type Change } from './board.ts';

const EMPTY = boardOf(0, []);
const log = () => after(report(), accept(), dispatch(), sign());
const changesOf = (events: readonly Event[]): Change[] =>
  events.map((event, at) => ({ kind: 'event', seq: at + 1, event }));
const holding = (cursor: number, ...cases: Case[]): Board => boardOf(cursor, cases);

test('a board folds a case from its report on, newest facts first, and is itself not changed', () => {
  const { events, subject } = log();
  const board = fold(EMPTY, changesOf(events), 4);
  const cases = new Map([[subject.id, subject]]);
  expect(board).toEqual({ cursor: 4, cases, recent: events.toReversed(), day: 0 });
  expect(EMPTY).toEqual({ cursor: 0, cases: new Map(), recent: [], day: 0 });
});

test('a batch that was folded before changes nothing; of one that reaches back only the new part counts', () => {
  const { events, subject } = log();
  const changes = changesOf(events);
  const half = fold(EMPTY, changes.slice(0, 2), 2);
  expect(fold(half, changes.slice(0, 2), 2)).toBe(half);
  expect(fold(half, changes, 1)).toBe(half);
  const whole = fold(half, changes.slice(1), 4);
  expect(whole.cases.get(subject.id)).toEqual(subject);
  expect(whole.recent).toEqual(events.toReversed());
});

test('the cursor moves over what was not for this board', () => {
  expect(fold(holding(3), [], 90)).toEqual({ ...holding(3), cursor: 90 });
});

test('a hole is no board: the screen has to resync', () => {
  const changes = changesOf(log().events);
  expect(() => fold(EMPTY, changes.slice(1), 4)).toThrow('never reported');
  expect(() => fold(fold(EMPTY, changes.slice(0, 1), 1), changes.slice(2), 4)).toThrow('event makes 3');
});

test('a case that is already further takes no step back', () => {
  const { events, subject } = log();
  expect(fold(holding(0, subject), changesOf(events), 4).cases.get(subject.id)).toBe(subject);
});

test('a case that comes into view comes whole, and not at all where it is long over', () => {
  const { events, subject, now } = log();
  const event = events[3] as Event;
  const enter = (image: Case) => fold(EMPTY, [{ kind: 'enter', seq: 1, event, image }], 1);
  expect(enter(subject)).toEqual({ ...holding(1, subject), recent: [event] });
  const over = { ...subject, closedAt: now - 3 * 86_400_000 };
  expect(enter(over)).toEqual({ ...holding(1), recent: [event] });
  const was = holding(0, subject);
  expect(fold(was, [{ kind: 'enter', seq: 1, event, image: over }], 1).cases.size).toBe(0);
});

test('what leaves takes with it what was told about it, and leaves the others', () => {
  const { events, subject } = log();
  const other = { ...(events[0] as Event), caseId: idOf(7) };
  const board = { ...holding(4, subject), recent: [...events, other] };
  expect(fold(board, [{ kind: 'leave', seq: 5, caseId: subject.id }], 5)).toEqual({
    ...holding(5),
    recent: [other],
  });
});

test('only so many facts are kept, the newest', () => {
  const [first] = log().events as [Event];
  const many = Array.from({ length: RECENT + 5 }, (_, n): Change => {
    return { kind: 'event', seq: n + 1, event: { ...first, caseId: idOf(n) } };
  });
  const { recent } = fold(EMPTY, many, many.length);
  expect(recent.map((event) => event.caseId).slice(0, 2)).toEqual([idOf(RECENT + 4), idOf(RECENT + 3)]);
  expect(recent).toHaveLength(RECENT);
});

test('a shift that is handed over moves the cases and pushes nothing out of the ticker', () => {
  const { events, subject } = after(report(), accept(), dispatch(), entrust());
  const board = fold(EMPTY, changesOf(events), 4);
  expect(board.cases.get(subject.id)?.dispatcherId).toBe('person-night');
  expect(board.recent).toEqual(events.slice(0, 3).toReversed());
});

test('a board holds what is open, what was closed since midnight, and what somebody still watches', () => {
  const midnight = Date.parse('2021-08-14T00:00:00+08:00');
  const open = after(report()).subject;
  const closed = { ...open, closedAt: midnight - 1 };
  const watched = { ...after(report(), raise()).subject, closedAt: EVENING };
  expect(holds(open, midnight + 9e9)).toBe(true);
  expect([holds(closed, midnight - 1), holds(closed, midnight)]).toEqual([true, false]);
  expect(holds({ ...closed, closedAt: midnight }, midnight)).toBe(true);
  expect(holds(watched, midnight + 9e9)).toBe(true);
});

test('midnight prunes what was closed before it, and what stays is the same board', () => {
  const night = Date.parse('2021-08-16T00:00:00+08:00');
  const { subject } = after(report(), accept(), dispatch(), sign(), resolve(), confirm(), followUp());
  const open = { ...subject, id: idOf(3), closedAt: null };
  const board = holding(9, subject, open);
  const today = prune(board, subject.closedAt ?? 0);
  expect(today.cases).toBe(board.cases);
  expect(prune(today, (subject.closedAt ?? 0) + 1)).toBe(today);
  expect(prune(today, night)).toEqual({ ...holding(9, open), day: dayNumber(night) });
});

test('what was closed before the day of the board does not come onto it again, unless somebody watches it', () => {
  const night = Date.parse('2021-08-16T00:00:00+08:00');
  const { subject, events } = after(report(), accept(), dispatch(), sign(), resolve(), confirm(), followUp());
  const event = { ...events.at(-1)!, at: night - 1 };
  const comes = (image: Case) =>
    fold(prune(EMPTY, night), [{ kind: 'enter', seq: 1, event, image }], 1).cases;
  expect(comes({ ...subject, closedAt: night - 1 }).size).toBe(0);
  expect(comes({ ...subject, closedAt: night }).size).toBe(1);
  expect(
    comes({ ...subject, closedAt: night - 1, warnings: after(report(), raise()).subject.warnings }).size,
  ).toBe(1);
});
