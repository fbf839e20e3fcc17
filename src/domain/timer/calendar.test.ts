import { expect, test } from 'vitest';
import { calendar } from '../../../tests/support/world.ts';
import { addWorkdays, dayName, dayNumber, dayOfName, dayStart, isWorkday } from './calendar.ts';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const plus = (from: string, days: number) => addWorkdays(calendar, at(from), days);

test('the day turns at midnight in Shanghai', () => {
  expect(dayName(dayNumber(at('2021-07-23T00:00:00')))).toBe('2021-07-23');
  expect(dayName(dayNumber(at('2021-07-23T23:59:59')))).toBe('2021-07-23');
  expect(dayName(dayNumber(at('2021-07-24T00:00:00')))).toBe('2021-07-24');
  expect(dayStart(dayOfName('2021-07-23'))).toBe(at('2021-07-23T00:00:00'));
});

test.each([
  ['2021-08-13', true], // a Friday
  ['2021-08-14', false], // a Saturday
  ['2021-08-15', false], // a Sunday
  ['2021-09-20', false], // Monday before Mid-Autumn
  ['2021-09-18', true], // a Saturday that is worked for it
  ['2021-10-01', false], // National Day, a Friday
  ['2021-10-09', true], // a Saturday that is worked for the week
  ['2020-12-31', undefined],
  ['2022-01-04', undefined], // not in this calendar
])('%s is a working day: %s', (name, works) => {
  expect(isWorkday(calendar, dayOfName(name))).toBe(works);
});

test.each([
  ['within a week', '2021-08-10T09:58:00', 2, '2021-08-12T09:58:00'],
  ['over a weekend', '2021-08-13T22:00:00', 1, '2021-08-16T22:00:00'],
  ['from a Sunday', '2021-08-15T10:00:00', 1, '2021-08-16T10:00:00'],
  ['over a made-up Saturday and Mid-Autumn', '2021-09-17T16:30:00', 2, '2021-09-22T16:30:00'],
  ['over National Day', '2021-09-30T09:00:00', 1, '2021-10-08T09:00:00'],
  ['over National Day into the made-up Saturday', '2021-09-30T09:00:00', 2, '2021-10-09T09:00:00'],
  ['fifteen over both', '2021-09-16T11:00:00', 15, '2021-10-13T11:00:00'],
])('working days are counted by the published calendar: %s', (_, from, days, until) => {
  expect(plus(from, days)).toEqual({ at: at(until), covered: true });
});

test('past the published calendar plain weekdays count, and it says so', () => {
  expect(plus('2021-12-30T09:00:00', 1)).toEqual({ at: at('2021-12-31T09:00:00'), covered: true });
  expect(plus('2021-12-30T09:00:00', 2)).toEqual({ at: at('2022-01-03T09:00:00'), covered: false });
});
