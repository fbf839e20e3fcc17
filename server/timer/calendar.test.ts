import { describe, expect, test } from 'vitest';
import { dayName, dayOfName, isWorkday } from '#domain/timer/calendar.ts';
import { statutoryCalendar, withDays } from '#server/timer/calendar.ts';

/** All days from one ISO date to another. */
function days(from: string, to = from): string[] {
  const names: string[] = [];
  for (let day = dayOfName(from); day <= dayOfName(to); day += 1) names.push(dayName(day));
  return names;
}

/** The holidays of 2026 as the State Council published them (国务院办公厅关于2026年部分节假日安排的通知), written by hand. */
const FREE_2026 = new Set([
  ...days('2026-01-01', '2026-01-03'), // 元旦
  ...days('2026-02-15', '2026-02-23'), // 春节
  ...days('2026-04-04', '2026-04-06'), // 清明节
  ...days('2026-05-01', '2026-05-05'), // 劳动节
  ...days('2026-06-19', '2026-06-21'), // 端午节
  ...days('2026-09-25', '2026-09-27'), // 中秋节
  ...days('2026-10-01', '2026-10-07'), // 国庆节
]);
const WORKED_2026 = new Set([
  ...['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
]);

describe('the published calendar', () => {
  const calendar = statutoryCalendar();

  test.each(days('2026-01-01', '2026-12-31'))('%s is free or worked as the State Council says', (name) => {
    const weekend = [0, 6].includes(new Date(`${name}T00:00:00Z`).getUTCDay());
    const works = WORKED_2026.has(name) || (!weekend && !FREE_2026.has(name));
    expect(isWorkday(calendar, dayOfName(name))).toBe(works);
  });

  test('2026 has 248 working days', () => {
    const worked = days('2026-01-01', '2026-12-31').filter((name) => isWorkday(calendar, dayOfName(name)));
    expect(worked).toHaveLength(248);
  });

  test('it knows nothing of a year that is not published, nor of one before it was kept', () => {
    expect(isWorkday(calendar, dayOfName('2027-01-04'))).toBeUndefined();
    expect(isWorkday(calendar, dayOfName('2017-12-29'))).toBeUndefined();
  });
});

test('a day that an administrator set counts as set, whatever was published', () => {
  const typhoon = { day: '2026-09-03', works: false };
  const back = { day: '2026-10-03', works: true };
  const calendar = withDays(statutoryCalendar(), [typhoon, back]);
  expect(isWorkday(calendar, dayOfName('2026-09-03'))).toBe(false);
  expect(isWorkday(calendar, dayOfName('2026-10-03'))).toBe(true);
  expect(isWorkday(statutoryCalendar(), dayOfName('2026-09-03'))).toBe(true);
  const again = withDays(calendar, [{ day: '2026-09-03', works: true }]);
  expect(isWorkday(again, dayOfName('2026-09-03'))).toBe(true);
});
