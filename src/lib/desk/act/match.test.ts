import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fits, piecesOf, wordsOf } from './match.ts';

test('a name fits when it holds every word, in whatever order and case', () => {
  expect(fits('改派给 坪山街道应急办', wordsOf('应急 改派'))).toBe(true);
  expect(fits('Reassign to Kengzi', wordsOf('kengzi REAS'))).toBe(true);
  expect(fits('改派给 坪山街道应急办', wordsOf('改派 市政'))).toBe(false);
  expect(fits('anything', wordsOf('  '))).toBe(true);
});

test('what was asked for is marked', () => {
  expect(piecesOf('改派给坪山街道应急办', wordsOf('改派 应急'))).toEqual([
    { text: '改派', hit: true },
    { text: '给坪山街道', hit: false },
    { text: '应急', hit: true },
    { text: '办', hit: false },
  ]);
});

test('the pieces are always the whole name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (name, query) => {
      const pieces = piecesOf(name, wordsOf(query));
      expect(pieces.map(({ text }) => text).join('')).toBe(name);
    }),
  );
});
