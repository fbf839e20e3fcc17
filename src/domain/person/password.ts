/** NIST SP 800-63B §3.1.1: length and a list of what everybody tries, and no rule about kinds of characters. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;

/** What stands at the head of every list of leaked passwords, and what people here make of it to reach twelve characters. */
const COMMON = [
  'password1234',
  'passwordpassword',
  'password12345',
  'qwertyuiop12',
  'qwertyuiop123',
  '1qaz2wsx3edc',
  '1qaz2wsx3edc4rfv',
  'abcdefghijkl',
  'abcd12345678',
  'abc123456789',
  'admin1234567',
  'admin123456789',
  'administrator',
  'iloveyou1234',
  'woaini1314520',
  'woaini123456',
  'letmein12345',
  'welcome12345',
  'changeme1234',
  'shenzhen2021',
  'shenzhen1234',
  'pingshan1234',
  'huawei123456',
  'faling-2021-',
  'falingfaling',
];

/** Why this may be nobody's password, or null. */
export type PasswordFault = 'short' | 'long' | 'common' | 'username' | 'same';

export function passwordFault(next: string, username: string, present: string): PasswordFault | null {
  const plain = next.toLowerCase();
  if ([...next].length < PASSWORD_MIN) return 'short';
  if (next.length > PASSWORD_MAX) return 'long';
  if (next === present) return 'same';
  if (plain.includes(username.toLowerCase())) return 'username';
  return isCommon(plain) ? 'common' : null;
}

/** In the list, one thing again and again, or a run of the keyboard's digits or of the alphabet. */
function isCommon(plain: string): boolean {
  if (COMMON.includes(plain)) return true;
  for (let size = 1; size <= 4; size += 1) {
    if (
      plain ===
      plain
        .slice(0, size)
        .repeat(Math.ceil(plain.length / size))
        .slice(0, plain.length)
    )
      return true;
  }
  const steps = [...plain].slice(1).map((char, n) => char.charCodeAt(0) - plain.charCodeAt(n));
  return steps.every((step) => step === 1 || step === -9) || steps.every((step) => step === -1 || step === 9);
}
