import { expect, test } from 'vitest';
import { isDeeperThan } from '#server/depth.ts';

const nested = (depth: number): unknown =>
  JSON.parse(`${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`);

test('a message may be nested ten deep, and not deeper', () => {
  expect(isDeeperThan(nested(10), 10)).toBe(false);
  expect(isDeeperThan(nested(12), 10)).toBe(true);
  expect(isDeeperThan([[[[[[[[[[[1]]]]]]]]]]], 10)).toBe(true);
});

test('what is thirty thousand deep is found out without falling', () => {
  expect(isDeeperThan(nested(30_000), 10)).toBe(true);
});

test('what is no object has no depth', () => {
  for (const value of [undefined, null, 1, 'text', () => 1]) expect(isDeeperThan(value, 10)).toBe(false);
});
