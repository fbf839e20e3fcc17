import { describe, expect, test } from 'vitest';
import { foldOrders, pagesOf, type Room, type Wanting } from './fold-orders.ts';

const room: Room = { height: 60, columns: 1, gap: 1, more: 2 };
const one: Wanting = { unfolded: 11, twoLines: 6, folded: false };
const orders = (n: number): Wanting[] => Array.from({ length: n }, () => one);

describe('orders on the wall', () => {
  test('given none, then nothing is shown and nothing hidden', () => {
    expect(foldOrders([], room)).toEqual({ shown: [], hidden: 0 });
  });

  test('given one, then it shows its recipients', () => {
    expect(foldOrders(orders(1), room)).toEqual({ shown: [{ folded: false }], hidden: 0 });
  });

  test('given one whose recipients have all signed, then it stays folded', () => {
    expect(foldOrders([{ ...one, folded: true }], room).shown).toEqual([{ folded: true }]);
  });

  test('given six, then the least urgent fold until all fit', () => {
    const { shown, hidden } = foldOrders(orders(6), room);
    expect(hidden).toBe(0);
    expect(shown.map(({ folded }) => folded)).toEqual([false, false, false, true, true, true]);
  });

  test('given twenty, then the three most urgent keep their recipients and the tail is counted', () => {
    const { shown, hidden } = foldOrders(orders(20), room);
    expect(shown.slice(0, 4).map(({ folded }) => folded)).toEqual([false, false, false, true]);
    expect(shown.length + hidden).toBe(20);
    const height = 3 * 11 + (shown.length - 3) * 6 + (shown.length - 1) * 1 + room.more;
    expect(height).toBeLessThanOrEqual(room.height);
    expect(height + 7).toBeGreaterThan(room.height);
  });

  test('given two columns, then a line is as high as the higher of its two', () => {
    const wide = { ...room, columns: 2, height: 24 };
    expect(foldOrders(orders(4), wide)).toEqual({
      shown: orders(4).map(() => ({ folded: false })),
      hidden: 0,
    });
    expect(foldOrders(orders(6), wide).hidden).toBeGreaterThan(0);
  });

  test('given forty that stand alone on the wall, then every one has a page, and no page is empty', () => {
    const pages = pagesOf(orders(40), room);
    expect(pages.flat()).toHaveLength(40);
    expect(pages.every((page) => page.length > 0)).toBe(true);
    expect(pagesOf([], room)).toEqual([]);
  });
});
