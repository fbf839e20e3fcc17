import { describe, expect, test } from 'vitest';
import { REFUSALS, type RefusalCode } from '#domain/refusal.ts';
import type { ShownRefusal } from './command.ts';
import { fateOf, parseQueue, pauseMs, without, type Waiting } from './outbox.ts';

const waiting = (id: string): Waiting => ({
  id,
  type: 'assignment.sign',
  body: { assignmentId: 'a' },
  caseId: 'c',
  actedAt: 1_000,
});
const refusal = (refused: ShownRefusal['refused']): ShownRefusal => ({
  refused,
  details: {},
  zh: '',
  en: '',
});

describe('what an answer means for the act that waits', () => {
  test('an accepted act is done', () => {
    expect(fateOf({ caseId: 'c', number: 'n', version: 2, events: [] })).toBe('done');
  });

  test('where nothing was decided the act is kept', () => {
    const kept = (['unsent', 'busy', 'too-many', 'not-signed-in'] as const).map((code) =>
      fateOf(refusal(code)),
    );
    expect(kept).toEqual(['kept', 'kept', 'kept', 'kept']);
  });

  test('every other refusal is a final word', () => {
    const passing = ['busy', 'too-many', 'not-signed-in'];
    const final = (Object.keys(REFUSALS) as RefusalCode[]).filter((code) => !passing.includes(code));
    expect(new Set(final.map((code) => fateOf(refusal(code))))).toEqual(new Set(['refused']));
  });
});

describe('the stored queue', () => {
  test('comes back in its order', () => {
    const queue = [waiting('1'), waiting('2')];
    expect(parseQueue(JSON.stringify(queue))).toEqual(queue);
  });

  test('is empty where nothing, or something damaged, was stored', () => {
    expect([parseQueue(null), parseQueue('{'), parseQueue('{"id":1}')]).toEqual([[], [], []]);
  });

  test('leaves out what is no act', () => {
    expect(parseQueue(JSON.stringify([waiting('1'), { id: 2 }, null, 'x']))).toEqual([waiting('1')]);
  });

  test('loses an act only by its id', () => {
    expect(without([waiting('1'), waiting('2')], '1')).toEqual([waiting('2')]);
  });
});

test('pauses between attempts grow and stay below half a minute', () => {
  expect([1, 2, 3, 4, 5, 50].map(pauseMs)).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});
