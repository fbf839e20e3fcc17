import type { Sealer } from '#server/access/seal.ts';

/** The digits alone, without the country's: +86 138-0013-8000 and 13800138000 are the same telephone. */
export function digitsOf(phone: string): string {
  const digits = phone.normalize('NFKC').replaceAll(/\D/g, '');
  return digits.replace(/^(?:00)?86(?=1\d{10}$|0\d{9,11}$)/, '');
}

/** What a case is found by when somebody calls; undefined where it is too short to be a number. */
export function phoneHash(sealer: Sealer, phone: string): string | undefined {
  const digits = digitsOf(phone);
  return digits.length < 7 ? undefined : sealer.phone(digits);
}
