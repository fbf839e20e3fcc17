import { describe, expect, test } from 'vitest';
import { grouped, ranged, toggled } from './mark.ts';

const ORDER = ['a', 'b', 'c', 'd', 'e'];

describe('the rows that are chosen', () => {
  test('a range goes from one row to the other, in the order of the list, in both directions', () => {
    expect([...ranged(new Set(['d']), 'd', 'b', ORDER)].sort()).toEqual(['b', 'c', 'd']);
    expect([...ranged(new Set(['d']), 'd', 'e', ORDER)].sort()).toEqual(['d', 'e']);
  });

  test('a range without a beginning is the row itself, and one to nowhere changes nothing', () => {
    expect([...ranged(new Set(), undefined, 'c', ORDER)]).toEqual(['c']);
    expect([...ranged(new Set(), 'gone', 'c', ORDER)]).toEqual(['c']);
    expect([...ranged(new Set(['a']), 'a', 'gone', ORDER)]).toEqual(['a']);
  });

  test('a group is chosen whole, and let go whole when all of it is chosen', () => {
    const whole = grouped(new Set(['a']), ['a', 'b']);
    expect([...whole]).toEqual(['a', 'b']);
    expect([...grouped(new Set([...whole, 'e']), ['a', 'b'])]).toEqual(['e']);
  });

  test('the same row a second time is let go', () => {
    expect(toggled(toggled(new Set(), 'a'), 'a').size).toBe(0);
  });
});
