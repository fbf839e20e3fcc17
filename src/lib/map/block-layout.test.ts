import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeBlocks, type Flag, type Surroundings } from './block-layout.ts';
import { around, overlaps } from './view.ts';

const flag = (id: string, x: number, y: number): Flag => ({ id, x, y, half: 15, w: 200, h: 60 });
const empty: Surroundings = { bounds: { x: 0, y: 0, w: 1200, h: 800 }, forbidden: [], cost: () => 0 };
const withMarks = (flags: readonly Flag[]): Surroundings => ({
  ...empty,
  forbidden: flags.map((f) => around(f, f.half)),
});

describe('data blocks', () => {
  test('given empty land, then a block hangs to the right above its mark on a short pole', () => {
    const [placed] = placeBlocks([flag('a', 600, 400)], withMarks([flag('a', 600, 400)]));
    expect(placed).toMatchObject({ side: 'right', rise: 'up', length: 24 });
    expect(placed?.block).toEqual({ x: 600, y: 301, w: 200, h: 60 });
  });

  test('given the right edge is near, then it hangs to the left', () => {
    expect(placeBlocks([flag('a', 1100, 400)], empty)[0]).toMatchObject({ side: 'left', rise: 'up' });
  });

  test('given the top edge is near, then it hangs below', () => {
    expect(placeBlocks([flag('a', 600, 40)], empty)[0]).toMatchObject({ side: 'right', rise: 'down' });
  });

  test('given what lies near is costly, then it takes a longer pole to empty land', () => {
    const crowded: Surroundings = { ...empty, cost: (box) => (box.y + box.h > 250 && box.y < 600 ? 10 : 0) };
    const [placed] = placeBlocks([flag('a', 600, 400)], crowded);
    expect((placed?.block.y ?? 0) + 60).toBeLessThanOrEqual(250);
  });

  test('given it stood somewhere else before, then it stays there while that is about as good', () => {
    const flags = [flag('a', 600, 400)];
    const left: Surroundings = { ...empty, cost: (box) => (box.x >= 600 ? 10 : 0) };
    const before = placeBlocks(flags, left);
    expect(before[0]?.side).toBe('left');
    expect(placeBlocks(flags, empty, before)[0]?.side).toBe('left');
    expect(placeBlocks(flags, { ...empty, cost: (box) => (box.x < 600 ? 10 : 0) }, before)[0]?.side).toBe(
      'right',
    );
  });

  test('given more than six flags, then the first six have blocks', () => {
    const flags = Array.from({ length: 9 }, (_, i) =>
      flag(String(i), 100 + (i % 3) * 380, 150 + Math.floor(i / 3) * 240),
    );
    expect(placeBlocks(flags, withMarks(flags)).map((p) => p.id)).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  test('given no room at all, then the mark stands without a block', () => {
    expect(placeBlocks([flag('a', 50, 50)], { ...empty, bounds: { x: 0, y: 0, w: 100, h: 100 } })).toEqual(
      [],
    );
  });

  test('blocks never cover a mark, another block, or the edge, wherever the marks are', () => {
    const spots = fc.array(
      fc.record({ x: fc.integer({ min: 0, max: 1200 }), y: fc.integer({ min: 0, max: 800 }) }),
      {
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(spots, (places) => {
        const flags = places.map((place, i) => flag(String(i), place.x, place.y));
        const surroundings = withMarks(flags);
        const blocks = placeBlocks(flags, surroundings).map((placement) => placement.block);
        for (const [i, block] of blocks.entries()) {
          expect(block.x >= 0 && block.y >= 0 && block.x + block.w <= 1200 && block.y + block.h <= 800).toBe(
            true,
          );
          expect(surroundings.forbidden.some((mark) => overlaps(mark, block))).toBe(false);
          expect(blocks.slice(i + 1).some((other) => overlaps(other, block))).toBe(false);
        }
      }),
      { seed: 20210723 },
    );
  });
});
