import { describe, expect, test } from 'vitest';
import { OFFICE_HOURS, dayOfName, type Calendar } from './calendar.ts';
import { explain, type Explanation } from './explain.ts';
import { deadlineOf } from './reckon.ts';
import { stripOf } from './strip.ts';
import type { Timer } from './timer.ts';

/** National Day 2021: 1 to 7 October free, Saturday 9 October worked. */
const calendar: Calendar = {
  holidays: new Set(['01', '04', '05', '06', '07'].map((day) => dayOfName(`2021-10-${day}`))),
  makeupDays: new Set([dayOfName('2021-10-09')]),
  coveredFrom: dayOfName('2021-01-01'),
  coveredUntil: dayOfName('2021-12-31'),
  workHours: OFFICE_HOURS,
};
const START = Date.parse('2021-09-29T09:58:00+08:00');
const NOW = Date.parse('2021-10-08T14:32:00+08:00');

function explained(amount: number, more: Partial<Timer> = {}): Explanation {
  const limit = { amount, unit: 'workday' } as const;
  const { at: dueAt, covered } = deadlineOf(calendar, START, limit);
  const timer: Timer = {
    ...{
      clock: 'resolve',
      subject: 'case',
      gen: 1,
      startAt: START,
      amberAt: dueAt - 1,
      dueAt,
      limit,
      covered,
    },
    ...{ policyVersion: 1, amberShare: 0.8, adjustments: [], pausedAt: null, escalations: [] },
    ...{ amberFiredAt: null, redFiredAt: null, stoppedAt: null },
    ...more,
  };
  return explain(timer, calendar, NOW);
}

const signsOf = (explanation: Explanation): string[] =>
  (stripOf(explanation, NOW) ?? []).map(({ day, kind, n }) => `${day.slice(5)} ${kind} ${n}`);

describe('a limit in working days, day by day', () => {
  test('holidays and weekends are left out, a make-up day counts, and the deadline bears the whole limit', () => {
    expect(signsOf(explained(3))).toEqual([
      '09-29 start 0',
      '09-30 counted 1',
      ...['01', '02', '03', '04', '05', '06', '07'].map((day) => `10-${day} free 1`),
      '10-08 counted 2',
      '10-09 due 3',
    ]);
    expect(stripOf(explained(3), NOW)?.at(-1)).toMatchObject({ makeup: true, today: false });
    expect(stripOf(explained(3), NOW)?.find((day) => day.today)?.day).toBe('2021-10-08');
  });

  test('a day on which the clock rested at the time of day of the start does not count', () => {
    const rest = {
      kind: 'pause',
      from: Date.parse('2021-10-08T09:00:00+08:00'),
      to: Date.parse('2021-10-08T17:00:00+08:00'),
    } as const;
    const dueAt = Date.parse('2021-10-11T09:58:00+08:00');
    expect(signsOf(explained(3, { adjustments: [rest], dueAt })).slice(-4)).toEqual([
      '10-08 rest 1',
      '10-09 counted 2',
      '10-10 free 2',
      '10-11 due 3',
    ]);
  });

  test('other limits, too many days, and days whose calendar nobody knows have no strip', () => {
    expect(stripOf({ ...explained(3), limit: { amount: 10, unit: 'minute' } }, NOW)).toBeUndefined();
    expect(stripOf(explained(60), NOW)).toBeUndefined();
    expect(stripOf({ ...explained(3), covered: false }, NOW)).toBeUndefined();
  });
});
