import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Grid } from './grid.ts';
import { overlaps } from './view.ts';

const box = fc.record({
  x: fc.integer({ min: -300, max: 2000 }),
  y: fc.integer({ min: -300, max: 1200 }),
  w: fc.integer({ min: 1, max: 200 }),
  h: fc.integer({ min: 1, max: 200 }),
});

test('a grid finds what looking at every box would find, wherever they lie', () => {
  fc.assert(
    fc.property(
      fc.array(box, { maxLength: 40 }),
      box,
      fc.integer({ min: 10, max: 120 }),
      (boxes, asked, cell) => {
        const grid = new Grid<number>(cell);
        boxes.forEach((one, i) => grid.add(one, i));
        const found = boxes.flatMap((one, i) => (overlaps(one, asked) ? [i] : []));
        expect([...grid.within(asked)].sort((a, b) => a - b)).toEqual(found);
        expect(grid.isTaken(asked)).toBe(found.length > 0);
      },
    ),
    { seed: 20210723 },
  );
});

test('what lies under a spot is found, and beside it nothing', () => {
  const grid = new Grid<string>(48);
  grid.add({ x: 90, y: 90, w: 20, h: 20 }, 'red');
  expect([...grid.at({ x: 100, y: 100 })]).toEqual(['red']);
  expect([...grid.at({ x: 111, y: 100 })]).toEqual([]);
});
