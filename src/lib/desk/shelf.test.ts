import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { after, EVENING } from '../../../tests/support/given.ts';
import { accept, dispatch, report, supervise } from '../../../tests/support/acts.ts';
import { dueIn, idsOf, queueOf } from '../../../tests/support/queue.ts';
import { groupsAt } from './queue.ts';
import { HEAD_PX, isShown, shelve, slotCount, slotted, type Item, type Shelf } from './shelf.ts';

const ROW_PX = 30;
const { supervisions } = after(report(), accept(), dispatch(), supervise('yellow')).subject;

const itemsOf = (shelf: Shelf): Item[] => Array.from({ length: shelf.length }, (_, n) => shelf.at(n));
const shelfOf = (length: number, rowPx = ROW_PX): Shelf =>
  shelve(queueOf(...Array.from({ length }, (_, n) => dueIn(n + 1))), EVENING, rowPx);

describe('the list', () => {
  const shelf = shelve(queueOf(dueIn(-2), dueIn(-1), dueIn(5), dueIn(500)), EVENING, ROW_PX);

  test('the counts of its heads are the rows below them and add up to the list', () => {
    const heads = itemsOf(shelf).flatMap((item) => (item.kind === 'head' ? [[item.group, item.count]] : []));
    expect(heads).toEqual([
      ['over', 2],
      ['ten', 1],
      ['later', 1],
    ]);
    expect([shelf.rows.length, shelf.count, shelf.ids.size]).toEqual([4, 4, 4]);
  });

  test('each item stands where the one above it ends', () => {
    expect(itemsOf(shelf).map(({ top }) => top)).toEqual([0, 24, 54, 84, 108, 138, 162]);
    expect(shelf.height).toBe(3 * HEAD_PX + 4 * ROW_PX);
    expect(shelve([], EVENING, ROW_PX).height).toBe(0);
  });

  test('without heads every item is a row, in the density that was asked for', () => {
    const plain = shelve(queueOf(dueIn(-2), dueIn(5)), EVENING, 36, { heads: false });
    expect(itemsOf(plain).map(({ kind, top, index }) => [kind, top, index])).toEqual([
      ['row', 0, 0],
      ['row', 36, 1],
    ]);
    expect([plain.height, plain.count]).toEqual([72, 2]);
  });

  test('what is over and already supervised is folded into the count of its head, and nothing else is', () => {
    const lines = queueOf(
      dueIn(-3, { supervisions }),
      dueIn(-2),
      dueIn(-1, { supervisions: supervisions.map((one) => ({ ...one, answeredAt: EVENING })) }),
      dueIn(5, { supervisions }),
    );
    const [folded, whole] = [true, false].map((fold) => shelve(lines, EVENING, ROW_PX, { fold }));
    expect(idsOf(folded!.rows)).toEqual(['case--2', 'case--1', 'case-5']);
    expect(folded!.at(0)).toMatchObject({ group: 'over', count: 3, supervised: 1, folded: 1 });
    expect(whole!.at(0)).toMatchObject({ group: 'over', count: 3, supervised: 1, folded: 0 });
    expect([folded!.count, whole!.count]).toEqual([4, 4]);
  });
});

/** Any list: due within two hours of now on both sides, some of it supervised, folded and under heads or not. */
const anyShelf = fc
  .record({
    minutes: fc.uniqueArray(fc.integer({ min: -120, max: 200 }), { maxLength: 60 }),
    supervised: fc.integer({ min: 1, max: 7 }),
    rowPx: fc.constantFrom(20, 28, 36),
    heads: fc.boolean(),
    fold: fc.boolean(),
  })
  .map(({ minutes, supervised, rowPx, ...how }) =>
    shelve(
      queueOf(...minutes.map((one) => dueIn(one, one % supervised === 0 ? { supervisions } : {}))),
      EVENING,
      rowPx,
      how,
    ),
  );

describe('where things stand in any list', () => {
  test('items follow each other without a gap, each group under its head, and each is made once', () => {
    fc.assert(
      fc.property(anyShelf, (shelf) => {
        const items = itemsOf(shelf);
        let top = 0;
        for (const [index, item] of items.entries()) {
          expect([item.top, item.index]).toEqual([top, index]);
          expect(shelf.at(index)).toBe(item);
          top += item.height;
        }
        expect(shelf.height).toBe(top);
        expect(items.flatMap((item) => (item.kind === 'row' ? [item.line] : []))).toEqual(shelf.rows);
        const groupOf = groupsAt(EVENING);
        let group: string | undefined;
        for (const item of items) {
          if (item.kind === 'head') group = item.group;
          else if (group !== undefined) expect(groupOf(item.line)).toBe(group);
        }
      }),
    );
  });

  test('what covers a height, stands above it, or stands with a case under one head is what its items say', () => {
    fc.assert(
      fc.property(anyShelf, fc.integer({ min: 0, max: 2_500 }), (shelf, y) => {
        const [items, groupOf] = [itemsOf(shelf), groupsAt(EVENING)];
        expect(shelf.indexAt(y)).toBe(
          Math.max(
            0,
            items.findLastIndex(({ top }) => top <= y),
          ),
        );
        const rows = items.flatMap((item) => (item.kind === 'row' ? [item] : []));
        for (const above of [y, ...items.map(({ top }) => top)])
          expect(shelf.idsAbove(above)).toEqual(
            idsOf(rows.filter(({ top }) => top < above).map(({ line }) => line)),
          );
        const heads = items.filter(({ kind }) => kind === 'head');
        const headOf = (index: number): Item | undefined => heads.findLast((head) => head.index < index);
        for (const { line, top, index } of rows) {
          const { id } = line.subject;
          expect(shelf.topOf(id)).toBe(top);
          const same = rows
            .filter((row) =>
              heads.length > 0 ? headOf(row.index) === headOf(index) : groupOf(row.line) === groupOf(line),
            )
            .map((row) => row.line);
          expect(idsOf(shelf.groupWith(id))).toEqual(idsOf(same));
        }
        expect([shelf.topOf('no such'), shelf.groupWith('no such')]).toEqual([undefined, []]);
      }),
    );
  });
});

describe('what is drawn', () => {
  test('of ten thousand rows only those near the window are', () => {
    const drawn = shelfOf(10_000).window(150_000, slotCount(600, ROW_PX));
    expect(drawn.length).toBeLessThan(100);
    expect(drawn[0]!.top).toBeLessThanOrEqual(150_000);
    expect(drawn.at(-1)!.top).toBeGreaterThanOrEqual(150_600);
    expect(shelfOf(0).window(0, slotCount(600, ROW_PX))).toEqual([]);
  });

  test('it is enough while everything in sight is among it, and at both ends of the list', () => {
    const many = shelfOf(500);
    const at = (top: number): Item[] => many.window(top, slotCount(600, ROW_PX));
    const drawn = at(6_000);
    const enough = (top: number): boolean => isShown(drawn, many.length, top, 600);
    const [first, last] = [drawn[0]!, drawn.at(-1)!];
    expect([first.top, last.top + ROW_PX - 600].map(enough)).toEqual([true, true]);
    expect([first.top - 1, last.top + ROW_PX - 599].map(enough)).toEqual([false, false]);
    expect(isShown(at(0), many.length, 0, 600)).toBe(true);
    expect(isShown(at(many.height - 600), many.length, many.height - 500, 600)).toBe(true);
    expect([isShown([], 0, 0, 600), isShown([], many.length, 0, 600)]).toEqual([true, false]);
  });

  test.each([28, 20])(
    'scrolled by rows of %i px, each that is drawn keeps its slot until it has gone, and no slot is ever empty',
    (rowPx) => {
      const many = shelfOf(500, rowPx);
      let before = new Map<unknown, number>();
      for (let top = 0; top < many.height; top += 37) {
        const count = slotCount(600, rowPx);
        const shown = many.window(top, count);
        const slots = slotted(shown, count);
        expect(slots.toSorted((a, b) => a!.top - b!.top)).toEqual(shown);
        for (const item of shown) expect(slots[before.get(item) ?? slots.indexOf(item)]).toBe(item);
        before = new Map(shown.map((item) => [item, slots.indexOf(item)]));
      }
    },
  );
});
