import { describe, expect, it } from 'vitest';
import { after, EVENING } from '../../../tests/support/given.ts';
import { accept, report } from '../../../tests/support/acts.ts';
import { DAY_MS } from '../timer/calendar.ts';
import { dayOf } from './flow.ts';
import { oddHour, usualDays, usualOf, usualUntil } from './usual.ts';

const today = dayOf(EVENING);
const week = 7 * DAY_MS;
const subject = after(report(), accept('municipal.garbage-overflow', 5)).subject;
/** A case like the one of today, so many days ago. */
const ago = (days: number) => ({ ...subject, acceptedAt: (subject.acceptedAt ?? 0) - days * DAY_MS });
const hour = Math.floor(((subject.acceptedAt ?? 0) - today.from) / 3_600_000);

const lastWeek = { from: today.from - week, to: today.to - week };

describe('the usual day', () => {
  it('is taken from the last four days of the same weekday, none of them before keeping began, and one alone is none', () => {
    expect(usualDays(today, 0).map(({ from }) => today.from - from)).toEqual([
      week,
      2 * week,
      3 * week,
      4 * week,
    ]);
    expect(usualDays(today, today.from - 2 * week)).toHaveLength(2);
    expect(usualDays(today, today.from - week)).toHaveLength(0);
  });

  it('is the mean of each hour over these days, the empty ones included', () => {
    const usual = usualOf([ago(7), ago(7), ago(14), ago(3)], usualDays(today, 0));
    expect(usual.days).toBe(4);
    expect(usual.hours.accepted[hour]).toBe(3 / 4);
    expect(usual.hours.accepted.reduce((sum, mean) => sum + mean, 0)).toBe(3 / 4);
    expect(usual.hours.resolved.every((mean) => mean === 0)).toBe(true);
  });

  it('until a moment counts the hours that are over, and of the running one its share', () => {
    const usual = usualOf([ago(7)], [lastWeek]);
    const until = (hours: number) => usualUntil(usual, 'accepted', hours * 3_600_000);
    expect([until(hour), until(hour + 0.5), until(hour + 1), until(24)]).toEqual([0, 0.5, 1, 1]);
  });

  it('names the hour that differs most, and none where the difference is small or nothing is usual', () => {
    const usual = usualOf([ago(7)], [lastWeek]);
    const hours = [
      { hour: 1, accepted: 5 },
      { hour: 2, accepted: 9 },
      { hour: 3, accepted: 30 },
    ];
    expect(oddHour(hours, usual, 3)).toEqual({ hour: 2, count: 9, usual: 0 });
    expect(oddHour([{ hour: 1, accepted: 2 }], usual, 3)).toBeUndefined();
    expect(oddHour(hours, usualOf([], []), 3)).toBeUndefined();
  });
});
