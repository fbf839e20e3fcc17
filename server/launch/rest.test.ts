import { expect, test } from 'vitest';
import { restAfter } from '#server/launch/rest.mjs';

test('whoever ends again and again is started ever less often, every ten seconds at most', () => {
  const rests = [restAfter(0, 0)];
  while (rests.length < 7) rests.push(restAfter(1_000, rests.at(-1) ?? 0));
  expect(rests).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
});

test('whoever served for half a minute begins with the first rest again', () => {
  expect(restAfter(30_001, 10_000)).toBe(500);
});
