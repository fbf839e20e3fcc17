import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accept, dispatch, giveBack, report, sign } from '../../../tests/support/acts.ts';
import { after, EVENING, idOf, Scene } from '../../../tests/support/given.ts';
import { moves, play, type Move } from '../../../tests/support/moves.ts';
import { patienceMs, runs, SEED } from '../../../tests/support/soak.ts';
import type { Event } from '../audit/event.ts';
import type { Case } from '../case/case.ts';
import { evolve } from '../case/evolve.ts';
import { DAY_MS } from '../timer/calendar.ts';
import { fold, holds, prune, RECENT, type Board, type Change } from './board.ts';
import { digestOf } from './digest.ts';
import { inView, scopeOf, type View } from './view.ts';

/** A row of the feed: a fact, and the case before and after it. */
interface Row {
  seq: number;
  event: Event;
  before: Case | undefined;
  after: Case;
}

const LIVES = 5;

/** Several random lives, told in one sequence. */
function feedOf(steps: Move[]): { rows: Row[]; now: number } {
  const scenes = Array.from({ length: LIVES }, (_, n) => new Scene(EVENING, n * 10_000_000));
  const rows: Row[] = [];
  let now = EVENING;
  for (const move of steps) {
    const scene = scenes[move.pick % LIVES] as Scene;
    let state = scene.case;
    const told = scene.events.length;
    scene.now = now;
    play(scene, move, [], { asked: () => undefined });
    now = scene.now;
    for (const event of scene.events.slice(told)) {
      const next = evolve(state, event);
      rows.push({ seq: rows.length + 1, event, before: state, after: next });
      state = next;
    }
  }
  return { rows, now };
}

/** What a screen with this view is sent for a row, and what it is sent for a row that is none of its business. */
function changeFor({ seq, event, before, after }: Row, view: View): Change[] {
  const is = inView(view, scopeOf(after));
  const was = before !== undefined && inView(view, scopeOf(before));
  const over = before !== undefined && before.closedAt !== null;
  if (is && ((was && !over) || !before)) return [{ kind: 'event', seq, event }];
  if (is) return [{ kind: 'enter', seq, event, image: after }];
  return was ? [{ kind: 'leave', seq, caseId: event.caseId }] : [];
}

/** The board as a snapshot at `seq` gives it. */
function snapshot(rows: Row[], seq: number, view: View, now: number): Board {
  const newest = new Map(rows.slice(0, seq).map((row) => [row.after.id, row.after]));
  const mine = [...newest].filter(([, one]) => inView(view, scopeOf(one)) && holds(one, now));
  return { cursor: seq, cases: new Map(mine), recent: [] };
}

const sorted = (board: Board): [string, Case][] => [...board.cases].sort(([a], [b]) => a.localeCompare(b));
const wire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const views: fc.Arbitrary<View> = fc.record({
  areas: fc.subarray(['4403', '440310', '440303', '440310003005'], { maxLength: 1 }),
  departments: fc.subarray(['kz-municipal', 'kz-enforcement', 'kz-stability', 'ps-market'], { maxLength: 2 }),
});

test(
  'snapshot at n, then the changes up to m, equals the snapshot at m, in whatever pieces they come',
  () => {
    const kinds = new Set<Change['kind']>();
    const law = fc.property(
      moves(40, 120),
      views,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.array(fc.record({ size: fc.integer({ min: 1, max: 9 }), again: fc.nat(6) }), { minLength: 1 }),
      (steps, view, share, pieces) => {
        const { rows, now } = feedOf(steps);
        const n = Math.floor(share * rows.length);
        let board = snapshot(rows, n, view, rows[n - 1]?.event.at ?? EVENING);
        for (let piece = 0; board.cursor < rows.length; piece += 1) {
          const { size, again } = pieces[piece % pieces.length] as { size: number; again: number };
          const to = Math.min(rows.length, board.cursor + size);
          const from = Math.max(0, board.cursor - again);
          const changes = rows.slice(from, to).flatMap((row) => changeFor(row, view));
          for (const one of changes) kinds.add(one.kind);
          board = fold(board, wire(changes), to);
          expect(fold(board, wire(changes), to), 'a repeated batch changes nothing').toBe(board);
        }
        const fresh = snapshot(rows, rows.length, view, now);
        const kept = prune(board, now);
        expect(sorted(kept)).toEqual(sorted(fresh));
        expect(kept.cursor).toBe(fresh.cursor);
        expect(digestOf(kept.cases.values())).toEqual(digestOf(fresh.cases.values()));
      },
    );
    fc.assert(law, { numRuns: runs(200), seed: SEED });
    expect([...kinds].sort(), 'some case entered a view, and some left one').toEqual([
      'enter',
      'event',
      'leave',
    ]);
  },
  patienceMs,
);

describe('a board', () => {
  const { events, subject } = after(report(), accept(), dispatch(), sign());
  const changes = events.map((event, at): Change => ({ kind: 'event', seq: at + 1, event }));
  const empty: Board = { cursor: 0, cases: new Map(), recent: [] };
  const whole = fold(empty, changes, changes.length);

  test('folds a case from its report on, newest facts first', () => {
    expect(whole.cases.get(subject.id)).toEqual(subject);
    expect(whole.recent.map((event) => event.version)).toEqual([4, 3, 2, 1]);
  });

  test('moves its cursor over what was not for it', () => {
    expect(fold(whole, [], 90)).toEqual({ ...whole, cursor: 90 });
  });

  test('throws at a hole, so that the screen resyncs instead of being wrong', () => {
    expect(() => fold(empty, changes.slice(1), 4)).toThrow('never reported');
    const first = fold(empty, changes.slice(0, 1), 1);
    expect(() => fold(first, changes.slice(2), 4)).toThrow('is at version 1, event makes 3');
  });

  test('takes no step where the case it was given is already further', () => {
    const ahead: Board = { cursor: 0, cases: new Map([[subject.id, subject]]), recent: [] };
    expect(fold(ahead, changes, 4).cases.get(subject.id)).toBe(subject);
  });

  test('forgets what was told about a case that has left', () => {
    const away = after(report(), accept(), dispatch(), giveBack());
    expect(inView({ areas: [], departments: ['kz-municipal'] }, scopeOf(away.subject))).toBe(false);
    const left = fold(whole, [{ kind: 'leave', seq: 5, caseId: subject.id }], 5);
    expect(left).toEqual({ cursor: 5, cases: new Map(), recent: [] });
  });

  test('keeps a limited number of facts', () => {
    const [first] = events as [Event];
    const many = Array.from({ length: RECENT + 5 }, (_, n): Change => {
      return { kind: 'event', seq: n + 1, event: { ...first, caseId: idOf(n) } };
    });
    const board = fold(empty, many, many.length);
    expect(board.recent).toHaveLength(RECENT);
    expect(board.recent[0]?.caseId).toBe(idOf(RECENT + 4));
  });

  test('is not changed by a fold', () => {
    expect(empty).toEqual({ cursor: 0, cases: new Map(), recent: [] });
  });
});

describe('midnight', () => {
  const closed = { ...after(report()).subject, closedAt: EVENING };
  const board: Board = { cursor: 1, cases: new Map([[closed.id, closed]]), recent: [] };
  const midnight = Date.parse('2021-08-14T00:00:00+08:00');

  test('prunes what was closed the day before, and nothing earlier or else', () => {
    expect(prune(board, midnight - 1)).toBe(board);
    expect(prune(board, midnight).cases.size).toBe(0);
    const open: Board = { ...board, cases: new Map([[closed.id, { ...closed, closedAt: null }]]) };
    expect(prune(open, midnight + 9 * DAY_MS)).toBe(open);
  });
});
