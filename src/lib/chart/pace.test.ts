import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Pace } from './pace.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the first call is made at once, of those that follow within the time only the last, when it is over', () => {
  const drawn: number[] = [];
  const pace = new Pace(1000);
  for (const n of [1, 2, 3]) pace.call(() => drawn.push(n));
  expect(drawn).toEqual([1]);
  vi.advanceTimersByTime(999);
  expect(drawn).toEqual([1]);
  vi.advanceTimersByTime(1);
  expect(drawn).toEqual([1, 3]);
});

test('a call after the time is made at once', () => {
  const drawn: number[] = [];
  const pace = new Pace(1000);
  pace.call(() => drawn.push(1));
  vi.advanceTimersByTime(1500);
  pace.call(() => drawn.push(2));
  expect(drawn).toEqual([1, 2]);
});

test('a stream faster than the time is drawn once in it, never starved', () => {
  let drawn = 0;
  const pace = new Pace(1000);
  for (let i = 0; i < 50; i += 1) {
    pace.call(() => (drawn += 1));
    vi.advanceTimersByTime(100);
  }
  // At 0, 1, 2, 3, 4 and 5 seconds.
  expect(drawn).toBe(6);
});

test('what is stopped is not drawn any more', () => {
  const drawn: number[] = [];
  const pace = new Pace(1000);
  pace.call(() => drawn.push(1));
  pace.call(() => drawn.push(2));
  pace.stop();
  vi.advanceTimersByTime(5000);
  expect(drawn).toEqual([1]);
});
