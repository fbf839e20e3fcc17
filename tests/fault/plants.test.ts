import { describe, expect, test } from 'vitest';
import { edited, textOf } from './copy.ts';
import { PLANTS } from './plants.ts';
import { ROWS } from './rows/all.ts';

describe('the planted bugs', () => {
  test('are the seven of the promise', () => {
    expect(PLANTS.map(({ name }) => name)).toEqual([
      'bigserial tail',
      'rows before head',
      'no tombstones',
      'rights at connect time only',
      'application clock',
      'missing command id',
      'silent stale screen',
    ]);
  });

  test.each(PLANTS)('$name: the text that it changes stands where it should, once', ({ edits, caughtBy }) => {
    for (const edit of edits) expect(edited(textOf(edit.file), edit)).not.toBe(textOf(edit.file));
    expect(ROWS.map(({ n }) => n)).toContain(caughtBy);
  });
});

test('the rows are those of the promise, in their order', () => {
  expect(ROWS.map(({ n }) => n)).toEqual(Array.from({ length: 16 }, (_, n) => n + 1));
});

test.each([
  ['missing', 'a b'],
  ['there twice', 'x find x find'],
])('an edit of a text in which the words are %s is refused', (_what, text) => {
  expect(() => edited(text, { file: 'a.ts', find: 'find', replace: '' })).toThrow('a.ts');
});
