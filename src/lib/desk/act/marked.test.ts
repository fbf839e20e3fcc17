import { describe, expect, test } from 'vitest';
import { Marked } from './marked.svelte.ts';

const ORDER = ['a', 'b', 'c', 'd', 'e'];

describe('the rows that are chosen', () => {
  test('a range goes from the last one chosen by itself, in the order of the list, in both directions', () => {
    const marked = new Marked();
    marked.toggle('d');
    marked.range('b', ORDER);
    expect([...marked.ids].sort()).toEqual(['b', 'c', 'd']);
    marked.range('e', ORDER);
    expect(marked.size).toBe(4);
  });

  test('a range without a beginning is the row itself, and one to nowhere changes nothing', () => {
    const marked = new Marked();
    marked.range('gone', ORDER);
    expect(marked.size).toBe(0);
    marked.range('c', ORDER);
    expect([...marked.ids]).toEqual(['c']);
  });

  test('a group is chosen whole, and let go whole when all of it is chosen', () => {
    const marked = new Marked();
    marked.toggle('a');
    marked.group(['a', 'b']);
    expect([...marked.ids]).toEqual(['a', 'b']);
    marked.toggle('e');
    marked.group(['a', 'b']);
    expect([...marked.ids]).toEqual(['e']);
  });

  test('the same row a second time is let go', () => {
    const marked = new Marked();
    marked.toggle('a');
    marked.toggle('a');
    expect(marked.size).toBe(0);
  });
});
