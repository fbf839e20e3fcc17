import fc from 'fast-check';
import { expect, test } from 'vitest';
import { suppress, suppressTotal } from './suppress.ts';

test.each<[Record<string, number>, Record<string, number | null>]>([
  [
    { a: 12, b: 30, c: 0 },
    { a: 12, b: 30, c: 0 },
  ],
  [
    { a: 4, b: 3, c: 40 },
    { a: null, b: null, c: 40 },
  ],
  [
    { a: 4, b: 9, c: 40, d: 0 },
    { a: null, b: null, c: 40, d: 0 },
  ],
  [
    { a: 4, b: 0 },
    { a: null, b: 0 },
  ],
  [{ a: 5 }, { a: 5 }],
  [
    { a: 3, b: 40, c: 9, d: 25 },
    { a: null, b: 40, c: null, d: 25 },
  ],
])('%j is shown as %j', (row, shown) => {
  expect(suppress(row)).toEqual(shown);
});

test('a total is hidden where it would give the only cell away', () => {
  expect(suppressTotal({ a: 4, b: 0 })).toBeNull();
  expect(suppressTotal({ a: 1, b: 2 })).toBeNull();
  expect(suppressTotal({ a: 4, b: 9 })).toBe(13);
  expect(suppressTotal({})).toBe(0);
});

test('no small cell is ever shown, nor can one be computed from the total and the others', () => {
  const rows = fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), fc.nat(12), { maxKeys: 8 });
  fc.assert(
    fc.property(rows, (row) => {
      const shown = suppress(row);
      for (const [key, count] of Object.entries(row)) {
        if (count > 0 && count < 5) expect(shown[key]).toBeNull();
        else if (shown[key] !== null) expect(shown[key]).toBe(count);
      }
      const hidden = Object.values(shown).filter((cell) => cell === null);
      if (suppressTotal(row) !== null) expect(hidden).not.toHaveLength(1);
    }),
  );
});
