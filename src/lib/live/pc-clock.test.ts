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

test('what is said stands still where a measurement lies between two seconds, and moves with a step of the clock', () => {
  expect([602_400, 602_599, 601_401].map((ms) => wrongBy(602_000, ms, 2))).toEqual(Array(3).fill(602_000));
  expect(wrongBy(603_000, 602_050, 2)).toBe(602_000);
  expect(wrongBy(602_000, 662_123, 2)).toBe(662_000);
  expect(wrongBy(602_000, 100, 2)).toBeNull();
});
