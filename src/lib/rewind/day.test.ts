import { expect, test } from 'vitest';
import { dayTyped } from './day.ts';

test.each([
  ['2021-07-23', '2021-07-23'],
  [' 2021-7-3 ', '2021-07-03'],
  ['2021/07/23', '2021-07-23'],
  ['20210723', '2021-07-23'],
  ['8-12', '2021-08-12'],
  ['0813', '2021-08-13'],
  ['12.31', '2020-12-31'],
  ['８－１２', '2021-08-12'],
  ['2022-01-01', '2022-01-01'],
])('%s is the day %s for whoever types it on 2021-08-13', (typed, day) => {
  expect(dayTyped(typed, '2021-08-13')).toBe(day);
});

test.each(['', 'yesterday', '2021', '2021-02-30', '13-13', '2-29', '2021-08-13T10:00', '07/23/2021'])(
  '%s names no day',
  (typed) => {
    expect(dayTyped(typed, '2021-08-13')).toBeNull();
  },
);
