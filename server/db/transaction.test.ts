import { expect, test } from 'vitest';
import { isPassing } from '#server/db/transaction.ts';

const fault = (code: string): Error =>
  new Error('failed query', { cause: Object.assign(new Error('x'), { code }) });

test.each(['40001', '55P03', '57P01', '53100', '53200', '53300', '08006', 'ECONNREFUSED'])(
  '%s may pass',
  (code) => {
    expect(isPassing(fault(code))).toBe(true);
  },
);

test.each(['23505', '42601', '22P02', '42P01'])('%s will not', (code) => {
  expect(isPassing(fault(code))).toBe(false);
});
