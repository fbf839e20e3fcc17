import { describe, expect, test } from 'vitest';
import { Count } from '#server/quota/count.ts';
import { lineOf } from '#server/quota/turnstile.ts';

describe('a window', () => {
  test('counts until it is over, and then begins anew', () => {
    let now = 0;
    const count = new Count(() => now);
    expect(count.add('a', 1, 10)).toEqual({ times: 1, leftMs: 10_000 });
    now = 9_999;
    expect(count.add('a', 2, 10)).toEqual({ times: 3, leftMs: 1 });
    expect(count.add('b', 1, 10).times).toBe(1);
    now = 10_000;
    expect(count.add('a', 1, 10)).toEqual({ times: 1, leftMs: 10_000 });
  });

  test('is raised to what others have counted', () => {
    const count = new Count(() => 0);
    count.add('a', 1, 10);
    count.raise('a', 50, 7_000);
    expect(count.add('a', 1, 10).times).toBe(51);
    count.raise('b', 50, 7_000);
    expect(count.add('b', 1, 10)).toEqual({ times: 51, leftMs: 7_000 });
  });

  test('of many thousand addresses costs no more memory than fifty thousand', () => {
    const count = new Count(() => 0);
    for (let n = 0; n < 60_000; n += 1) count.add(`flood ${n}`, 1, 10);
    expect(count.add('flood 0', 1, 10).times).toBe(1);
    expect(count.add('flood 59999', 1, 10).times).toBe(2);
  });
});

describe('whoever is counted by an address', () => {
  test.each([
    ['203.0.113.5', '203.0.113.5'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
  ])('%s is counted as %s', (address, line) => {
    expect(lineOf(address)).toBe(line);
  });
});
