import { expect, test } from 'vitest';
import { delayName, sumOf, tallyOf, tallySentence, type Showing } from './tally.ts';

const showing = (receivedMs: number | null, shownMs: number | null): Showing => ({
  issuedAt: 1_000_000,
  receivedAt: receivedMs === null ? null : 1_000_000 + receivedMs,
  shownAt: shownMs === null ? null : 1_000_000 + shownMs,
});

test('what nobody acknowledged is issued and nothing more', () => {
  expect(tallyOf([showing(null, null)])).toEqual({ issued: 1, received: 0, shown: 0, longestMs: null });
  expect(tallyOf([])).toEqual({ issued: 0, received: 0, shown: 0, longestMs: null });
});

test('the longest delay runs to the showing, or to the receipt of what was not shown', () => {
  expect(tallyOf([showing(100, 410), showing(200, 300)])).toEqual({
    ...{ issued: 2, received: 2, shown: 2, longestMs: 410 },
  });
  expect(tallyOf([showing(100, 410), showing(7_200_000, null)]).longestMs).toBe(7_200_000);
});

test('clocks of two servers that differ by milliseconds make no delay below zero', () => {
  expect(tallyOf([showing(-3, -1)]).longestMs).toBe(0);
});

test('groups add up, and the slowest of all is the slowest', () => {
  const sum = sumOf([
    tallyOf([showing(1, 2)]),
    tallyOf([showing(9, null), showing(null, null)]),
    tallyOf([]),
  ]);
  expect(sum).toEqual({ issued: 3, received: 2, shown: 1, longestMs: 9 });
});

test('a certificate is one sentence in both languages', () => {
  const tally = { issued: 12, received: 12, shown: 12, longestMs: 410 };
  expect(tallySentence(tally, 'zh')).toBe('发出12 送达12 展示12 最长0.41秒');
  expect(tallySentence(tally, 'en')).toBe('issued 12, received 12, shown 12, longest delay 0.41 s');
  const none = { issued: 1, received: 0, shown: 0, longestMs: null };
  expect(tallySentence(none, 'zh')).toBe('发出1 送达0 展示0');
  expect(tallySentence(none, 'en')).toBe('issued 1, received 0, shown 0');
});

test('a short delay has hundredths of a second, a long one is said as every span', () => {
  expect(delayName(0, 'zh')).toBe('0.00秒');
  expect(delayName(59_990, 'zh')).toBe('59.99秒');
  expect(delayName(60_000, 'zh')).toBe('1分00秒');
  expect(delayName(7_200_000, 'en')).toBe('2 h 00 min');
});
