import { expect, test } from 'vitest';
import { fieldOf, instantOf, momentOf } from './local-time.ts';

test('a field of date and time is of Shanghai, wherever the PC believes to be', () => {
  const at = Date.parse('2021-08-13T22:00:00+08:00');
  expect(instantOf('2021-08-13T22:00')).toBe(at);
  expect(fieldOf(at)).toBe('2021-08-13T22:00');
  expect(momentOf(at)).toBe('2021-08-13 22:00');
  expect(instantOf('')).toBeNaN();
});
