import { expect, test } from 'vitest';
import { wrongBy } from './pc-clock.ts';

test('a clock that is some seconds off is not worth a word', () => {
  expect([0, 5_000, -5_000].map((ms) => wrongBy(null, ms, 2))).toEqual([null, null, null]);
});

test('a clock that is more than five seconds off is called fast or slow', () => {
  expect(wrongBy(null, 602_000, 2)).toBe(602_000);
  expect(wrongBy(null, -602_000, 2)).toBe(-602_000);
});

test('nothing is said before it was measured, or while the measurement is as wrong as the clock may be', () => {
  expect(wrongBy(null, 602_000, Infinity)).toBeNull();
  expect(wrongBy(null, 6_000, 1_500)).toBeNull();
});

test('what is said stands still through measurements, and moves with a step of the clock', () => {
  expect(wrongBy(602_000, 602_400, 2)).toBe(602_000);
  expect(wrongBy(602_000, 662_000, 2)).toBe(662_000);
  expect(wrongBy(602_000, 100, 2)).toBeNull();
});
