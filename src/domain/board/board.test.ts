import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EVENING, Scene } from '../../../tests/support/given.ts';
import { moves, play, type Move } from '../../../tests/support/moves.ts';
import { patienceMs, runs, SEED } from '../../../tests/support/soak.ts';
import type { Event } from '../audit/event.ts';
import type { Case } from '../case/case.ts';
import { evolve } from '../case/evolve.ts';
import { fold, holds, prune, type Board, type Change } from './board.ts';
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
  return { cursor: seq, cases: new Map(mine), recent: [], day: 0 };
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
