import { expect, test } from 'vitest';
import { addressOf, momentOf } from './address.ts';

test('a moment stands in the address by the clock of Shanghai, and is found again from there', () => {
  const at = Date.parse('2021-07-23T11:05:07+08:00');
  expect(addressOf(at)).toBe('2021-07-23T11:05:07');
  expect(momentOf('2021-07-23T11:05:07')).toBe(at);
  expect(momentOf('2021-07-23T00:00')).toBe(Date.parse('2021-07-22T16:00:00Z'));
});

test.each([null, '', '1', '2021-07-23', '2021-13-01T00:00', '2021-02-30T10:00', '2021-07-23T24:00', 'now'])(
  '%s names no moment',
  (text) => {
    expect(momentOf(text)).toBeNull();
  },
);
