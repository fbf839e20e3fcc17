import { expect, test } from 'vitest';
import { Sealer } from '#server/access/seal.ts';
import { digitsOf, phoneHash } from '#server/contact/phone.ts';

const sealer = new Sealer('a secret that only this test knows, 32+');

test.each([
  ['13912345678', '13912345678'],
  ['+86 139-1234-5678', '13912345678'],
  ['0086 13912345678', '13912345678'],
  ['１３９１２３４５６７８', '13912345678'],
  ['86 0755 8321 7654', '075583217654'],
  ['(0755) 83217654', '075583217654'],
  // Eight digits that happen to begin with the country's: a number of a line without its area.
  ['86217654', '86217654'],
])('%s is the telephone %s', (written, digits) => {
  expect(digitsOf(written)).toBe(digits);
  expect(phoneHash(sealer, written)).toBe(phoneHash(sealer, digits));
});

test('a hash says nothing of the number, is another one under another secret, and is no receipt code', () => {
  const hash = phoneHash(sealer, '13912345678');
  expect(hash).not.toContain('139');
  expect(phoneHash(new Sealer('another secret of 32 characters, or more'), '13912345678')).not.toBe(hash);
  expect(sealer.hash('13912345678')).not.toBe(hash);
});

test('what is too short to be a whole number has none', () => {
  expect(phoneHash(sealer, '110')).toBeUndefined();
});
