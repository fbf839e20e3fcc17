import { expect, test } from 'vitest';
import type { TrackMark } from '#domain/board/moment.ts';
import { placed, shareOf } from './track.ts';

const from = Date.parse('2021-07-23T00:00:00+08:00');
const minute = (n: number): number => from + n * 60_000;
const day = (marks: TrackMark[]) => ({ from, to: minute(1440), marks });

test('an instant stands on the track where its share of the day is, and never beside it', () => {
  expect(shareOf(day([]), minute(720))).toBe(0.5);
  expect(shareOf(day([]), minute(-5))).toBe(0);
  expect(shareOf(day([]), minute(2000))).toBe(1);
});

test('of what falls onto one place the breach is shown, whichever came first', () => {
  const marks: TrackMark[] = [
    { at: minute(600), kind: 'amber' },
    { at: minute(601), kind: 'red' },
    { at: minute(602), kind: 'amber' },
    { at: minute(603), kind: 'red' },
  ];
  expect(placed(day(marks))).toEqual([{ kind: 'red', share: 601 / 1440, count: 2 }]);
});

test('orders stand beside the signs and hide none of them', () => {
  const marks: TrackMark[] = [
    { at: minute(600), kind: 'order' },
    { at: minute(600), kind: 'amber' },
    { at: minute(610), kind: 'order' },
  ];
  expect(placed(day(marks)).map(({ kind }) => kind)).toEqual(['order', 'amber', 'order']);
});

test('a day with a thousand facts has no more marks than there is room for', () => {
  const marks = Array.from({ length: 1_440 }, (_, n): TrackMark => ({ at: minute(n), kind: 'amber' }));
  expect(placed(day(marks)).length).toBeLessThanOrEqual(76);
});
