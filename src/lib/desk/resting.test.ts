import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Resting } from './resting.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function handAt(first: string): { resting: Resting<string>; told: string[] } {
  const told: string[] = [];
  return { resting: new Resting(first, (at) => told.push(at)), told };
}

test('where the hand only passes nothing follows, and where it rests everything does', () => {
  const { resting, told } = handAt('a');
  for (const id of ['b', 'c', 'd']) {
    resting.come(id);
    vi.advanceTimersByTime(250);
  }
  expect(told).toEqual([]);
  vi.advanceTimersByTime(50);
  expect(told).toEqual(['d']);
});

test('a wheel that turns puts it off, also after the last key, and a hand that has come back moves nothing', () => {
  const { resting, told } = handAt('a');
  resting.come('b');
  for (let turn = 0; turn < 10; turn += 1) {
    vi.advanceTimersByTime(120);
    resting.stir();
  }
  expect(told).toEqual([]);
  vi.advanceTimersByTime(300);
  expect(told).toEqual(['b']);
  resting.come('c');
  resting.come('b');
  expect(vi.getTimerCount()).toBe(0);
});

test('a desk that is left follows nothing any more', () => {
  const { resting, told } = handAt('a');
  resting.come('b');
  resting.stop();
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([]);
});
