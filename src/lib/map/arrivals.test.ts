import { expect, test } from 'vitest';
import { Arrivals } from './arrivals.ts';

test('what was there at the first look has not just come, what comes later has, once', () => {
  const arrivals = new Arrivals();
  expect(arrivals.note(['a'])).toEqual([]);
  expect(arrivals.note(['a', 'b'])).toEqual(['b']);
  expect(arrivals.note(['b', 'a'])).toEqual([]);
});

test('what has gone is forgotten, also when as many have come meanwhile', () => {
  const arrivals = new Arrivals();
  arrivals.note(['a', 'b']);
  expect(arrivals.note(['b', 'c'])).toEqual(['c']);
  expect(arrivals.has('a')).toBe(false);
  expect(arrivals.note(['a', 'b', 'c'])).toEqual(['a']);
});
