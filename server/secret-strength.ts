/** Words that stand in place of a secret: in examples, templates, and in what people type to see whether it starts. */
const PLACEHOLDERS =
  /change.?me|change.?this|replace.?me|your.?(secret|key|password)|example|placeholder|password|passw0rd|default|insecure|not.?secret|openssl rand|faling.?2021|12345678|abcdefgh|qwerty|letmein/i;

/** Enough to try them all is out of reach; 32 hexadecimal digits made by chance have some 110 by this measure. */
const ENOUGH_BITS = 80;

/**
 * Whether a secret looks as if somebody had thought of it, or nobody. It cannot prove that one is good: it finds the
 * defaults, the examples and the filled-up ones.
 */
export function isGuessable(secret: string, enoughBits = ENOUGH_BITS): boolean {
  return PLACEHOLDERS.test(secret) || repeats(secret) || steps(secret) || bitsOf(secret) < enoughBits;
}

/** By how often each character stands in it (Shannon): what consists of few different ones has few. */
function bitsOf(secret: string): number {
  const counts = new Map<string, number>();
  for (const letter of secret) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const size = secret.length;
  return [...counts.values()].reduce((sum, n) => sum - n * Math.log2(n / size), 0);
}

/** One piece again and again: it holds no more than the piece. */
const repeats = (secret: string): boolean => /^(.{1,16}?)\1+.{0,15}$/s.test(secret);

/** Mostly neighbours of the alphabet or the same character once more. */
function steps(secret: string): boolean {
  let near = 0;
  for (let n = 1; n < secret.length; n += 1) {
    if (Math.abs(secret.charCodeAt(n) - secret.charCodeAt(n - 1)) <= 1) near += 1;
  }
  return near > secret.length / 2;
}
