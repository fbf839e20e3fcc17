import { describe, expect, test } from 'vitest';
import type { Case } from '#domain/case/case.ts';
import type { Timer } from '#domain/timer/timer.ts';
import { after, EVENING } from '../../../tests/support/given.ts';
import { accept, dispatch, report, supervise } from '../../../tests/support/acts.ts';
import {
  countOf,
  groupOf,
  HEAD_PX,
  indexAt,
  isShown,
  ruling,
  rowsOf,
  shelve,
  slotCount,
  slotted,
  sortLines,
  totalHeight,
  windowOf,
  type Item,
  type Line,
} from './queue.ts';

const MINUTE = 60_000;
const ROW_PX = 30;
const reported = after(report()).subject;
const timerAt = (dueAt: number, more: Partial<Timer> = {}): Timer => ({
  ...reported.timers[0]!,
  dueAt,
  amberAt: dueAt - MINUTE,
  ...more,
});
/** A case whose one clock is due so many minutes from the evening on which the stories begin. */
const dueIn = (minutes: number, more: Partial<Case> = {}): Case => ({
  ...reported,
  id: `case-${minutes}`,
  number: `PS-${minutes}`,
  timers: [timerAt(EVENING + minutes * MINUTE)],
  ...more,
});
const lineOf = (subject: Case): Line => ({ subject, timer: ruling(subject) });
const queueOf = (...subjects: Case[]): Line[] => sortLines(subjects.map(lineOf));

describe('the queue stands by time to breach', () => {
  test('the first to be due is on top, and what is closed at the end', () => {
    const closed = dueIn(1, { id: 'closed', closedAt: EVENING });
    const clockless = dueIn(0, { id: 'clockless', timers: [] });
    expect(queueOf(closed, dueIn(30), clockless, dueIn(-5)).map(({ subject }) => subject.id)).toEqual([
      'case--5',
      'case-30',
      'clockless',
      'closed',
    ]);
  });

  test('it stands by age, urgency or place when asked to, and by time to breach among equals', () => {
    const old = dueIn(50, { id: 'old', discoveredAt: EVENING - 99 * MINUTE });
    const urgent = dueIn(40, { id: 'urgent', urgency: 3 });
    const soon = dueIn(10, { id: 'soon' });
    const idsBy = (sort: 'age' | 'urgency'): string[] =>
      sortLines([urgent, soon, old].map(lineOf), sort).map(({ subject }) => subject.id);
    expect(idsBy('age')).toEqual(['old', 'soon', 'urgent']);
    expect(idsBy('urgency')).toEqual(['urgent', 'soon', 'old']);
  });

  test('a row shows the next clock, or the one that was asked for', () => {
    const two = dueIn(30, {
      timers: [
        timerAt(EVENING + MINUTE, { clock: 'sign' }),
        timerAt(EVENING + 9 * MINUTE, { clock: 'contact' }),
      ],
    });
    expect(ruling(two)?.clock).toBe('sign');
    expect(ruling(two, 'contact')?.clock).toBe('contact');
    expect(ruling(two, 'arrive')).toBeUndefined();
  });

  // 22:00 in Shanghai: two hours are left of the day.
  test.each([
    [-1, 'over'],
    [0, 'ten'],
    [10, 'ten'],
    [11, 'hour'],
    [60, 'hour'],
    [61, 'today'],
    [120, 'today'],
    [121, 'later'],
  ])('due in %i minutes is the group %s', (minutes, group) => {
    expect(groupOf(lineOf(dueIn(minutes)), EVENING)).toBe(group);
  });
});

describe('the list', () => {
  const items = shelve(queueOf(dueIn(-2), dueIn(-1), dueIn(5), dueIn(500)), EVENING, ROW_PX);

  test('the counts of its heads are the rows below them and add up to the list', () => {
    const heads = items.flatMap((item) => (item.kind === 'head' ? [[item.group, item.count]] : []));
    expect(heads).toEqual([
      ['over', 2],
      ['ten', 1],
      ['later', 1],
    ]);
    expect(rowsOf(items)).toHaveLength(4);
  });

  test('each item stands where the one above it ends', () => {
    expect(items.map((item) => item.top)).toEqual([0, 24, 54, 84, 108, 138, 162]);
    expect(totalHeight(items)).toBe(3 * HEAD_PX + 4 * ROW_PX);
    expect(totalHeight([])).toBe(0);
  });

  test('without heads every item is a row, in the density that was asked for', () => {
    const plain = shelve(queueOf(dueIn(-2), dueIn(5)), EVENING, 36, { heads: false });
    expect(plain.map(({ kind, top, index }) => [kind, top, index])).toEqual([
      ['row', 0, 0],
      ['row', 36, 1],
    ]);
    expect(totalHeight(plain)).toBe(72);
  });

  test('what is over and already supervised is folded into the count of its head, and nothing else is', () => {
    const { supervisions } = after(report(), accept(), dispatch(), supervise('yellow')).subject;
    const lines = queueOf(
      dueIn(-3, { supervisions }),
      dueIn(-2),
      dueIn(-1, { supervisions: supervisions.map((one) => ({ ...one, answeredAt: EVENING })) }),
      dueIn(5, { supervisions }),
    );
    const [folded, whole] = [true, false].map((fold) => shelve(lines, EVENING, ROW_PX, { fold }));
    expect(rowsOf(folded!).map(({ subject }) => subject.id)).toEqual(['case--2', 'case--1', 'case-5']);
    expect(folded![0]).toMatchObject({ group: 'over', count: 3, supervised: 1, folded: 1 });
    expect(whole![0]).toMatchObject({ group: 'over', count: 3, supervised: 1, folded: 0 });
    expect([countOf(folded!), countOf(whole!)]).toEqual([4, 4]);
    expect(folded!.map(({ top, index }) => [top, index])).toEqual([
      [0, 0],
      [24, 1],
      [54, 2],
      [84, 3],
      [108, 4],
    ]);
  });

  test.each([
    [0, 0],
    [23, 0],
    [24, 1],
    [83, 2],
    [84, 3],
    [10_000, 6],
  ])('at %i px stands item %i', (y, index) => expect(indexAt(items, y)).toBe(index));

  test('of ten thousand rows only those near the window are drawn', () => {
    const many = shelve(queueOf(...Array.from({ length: 10_000 }, (_, n) => dueIn(n + 1))), EVENING, ROW_PX);
    const drawn = windowOf(many, 150_000, slotCount(600, ROW_PX));
    expect(drawn.length).toBeLessThan(100);
    expect(drawn[0]!.top).toBeLessThanOrEqual(150_000);
    expect(drawn.at(-1)!.top).toBeGreaterThanOrEqual(150_600);
    expect(windowOf([], 0, slotCount(600, ROW_PX))).toEqual([]);
  });

  test('what is drawn is enough while everything in sight is among it, and at both ends of the list', () => {
    const many = shelve(queueOf(...Array.from({ length: 500 }, (_, n) => dueIn(n + 1))), EVENING, ROW_PX);
    const end = totalHeight(many);
    const at = (top: number): Item[] => windowOf(many, top, slotCount(600, ROW_PX));
    const drawn = at(6_000);
    const enough = (top: number): boolean => isShown(drawn, many, top, 600);
    const [first, last] = [drawn[0]!, drawn.at(-1)!];
    expect([first.top, last.top + ROW_PX - 600].map(enough)).toEqual([true, true]);
    expect([first.top - 1, last.top + ROW_PX - 599].map(enough)).toEqual([false, false]);
    expect(isShown(at(0), many, 0, 600)).toBe(true);
    expect(isShown(at(end - 600), many, end - 500, 600)).toBe(true);
    expect([isShown([], [], 0, 600), isShown([], many, 0, 600)]).toEqual([true, false]);
  });

  test.each([28, 20])(
    'scrolled by rows of %i px, each that is drawn keeps its slot until it has gone, and no slot is ever empty',
    (rowPx) => {
      const many = shelve(queueOf(...Array.from({ length: 500 }, (_, n) => dueIn(n + 1))), EVENING, rowPx);
      let before = new Map<unknown, number>();
      for (let top = 0; top < totalHeight(many); top += 37) {
        const count = slotCount(600, rowPx);
        const shown = windowOf(many, top, count);
        const slots = slotted(shown, count);
        expect(slots.toSorted((a, b) => a!.top - b!.top)).toEqual(shown);
        for (const item of shown) expect(slots[before.get(item) ?? slots.indexOf(item)]).toBe(item);
        before = new Map(shown.map((item) => [item, slots.indexOf(item)]));
      }
    },
  );
});
