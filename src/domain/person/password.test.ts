import { describe, expect, test } from 'vitest';
import { passwordFault } from './password.ts';

const faultOf = (next: string) => passwordFault(next, 'ps-dispatch-1', 'the present one');

describe('a password', () => {
  test.each(['坪山的山坪山的水坪山的人民', 'correct horse battery', 'Kengzi-7Q4K-29XM'])(
    '%s is good',
    (next) => expect(faultOf(next)).toBeNull(),
  );

  test.each([
    ['eleven char', 'short'],
    ['x'.repeat(129), 'long'],
    ['the present one', 'same'],
    ['my PS-Dispatch-1 key', 'username'],
    ['Password1234', 'common'],
    ['aaaaaaaaaaaa', 'common'],
    ['abcabcabcabc', 'common'],
    ['123456789012', 'common'],
    ['987654321098', 'common'],
    ['abcdefghijklm', 'common'],
  ])('%s is %s', (next, fault) => expect(faultOf(next)).toBe(fault));
});
