import { expect, test } from 'vitest';
import { Once } from './once.ts';

test('what was there at the first look stands still', () => {
  const once = new Once(1000);
  once.note(['a'], 0, true);
  expect(once.share('a', 0)).toBe(1);
  expect(once.moving(0)).toEqual([]);
});

test('what comes later moves once', () => {
  const once = new Once(1000);
  once.note([], 0, true);
  once.note(['a'], 500, true);
  expect(once.share('a', 1000)).toBe(0.5);
  once.note(['a'], 1200, true);
  expect(once.moving(1499)).toEqual(['a']);
  expect(once.moving(1500)).toEqual([]);
});

test('nothing moves where motion is unwanted', () => {
  const once = new Once(1000);
  once.note([], 0, false);
  once.note(['a'], 500, false);
  expect(once.moving(500)).toEqual([]);
});

test('what has gone is forgotten, so that a wall may run for weeks', () => {
  const once = new Once(1000);
  once.note([], 0, true);
  once.note(['a'], 0, true);
  once.note([], 10, true);
  once.note(['a'], 2000, true);
  expect(once.share('a', 2500)).toBe(0.5);
});
