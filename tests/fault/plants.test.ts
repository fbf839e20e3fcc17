import { describe, expect, test } from 'vitest';
import { edited, textOf } from './copy.ts';
import { judge } from './planted.ts';
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

describe('a planted bug', () => {
  const sound = { verdict: 'holds', faults: [] };
  const finding = { verdict: 'BROKEN', faults: ['a screen stood still'] };
  const ended = { verdict: 'BROKEN', faults: ['app-1 did not start'], unfinished: true };

  test('is caught by what the row finds', () => {
    expect(judge(sound, finding)).toEqual({ caught: true, by: 'a screen stood still' });
    expect(judge(sound, sound)).toEqual({ caught: false, by: 'nothing' });
  });

  test('is not caught where the row does not run to its end', () => {
    expect(judge(sound, ended)).toEqual({
      caught: false,
      by: 'the row did not run to its end: app-1 did not start',
    });
  });

  test('is not caught where the row fails without it, and not tried where the row is not', () => {
    expect(judge(finding).caught).toBe(false);
    expect(judge({ verdict: 'not tried', faults: [], skipped: 'no libfaketime' }).caught).toBeUndefined();
  });
});
