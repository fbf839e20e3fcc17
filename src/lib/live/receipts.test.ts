import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Ack } from '#domain/feed.ts';
import { Receipts } from './receipts.ts';

/** A connection that notes what is told over it; the test settles what it wants to. */
function line(receipts: Receipts) {
  const told: Ack[] = [];
  const settles: (() => void)[] = [];
  receipts.open((ack, settled) => {
    told.push(ack);
    settles.push(settled);
  });
  return { told, settle: () => settles.splice(0).forEach((one) => one()) };
}

describe('what a screen acknowledges', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('a message with orders is told at once, one without is not', () => {
    const receipts = new Receipts();
    const { told } = line(receipts);
    receipts.arrived(4, 5, []);
    expect(told).toEqual([]);
    receipts.arrived(5, 7, ['a']);
    expect(told).toEqual([{ cursor: 7, shown: [] }]);
  });

  test('what is painted follows, each order once, and at most four times a second', () => {
    const receipts = new Receipts();
    const { told, settle } = line(receipts);
    receipts.arrived(5, 7, ['a', 'b']);
    receipts.painted(['a']);
    receipts.painted(['a', 'b']);
    receipts.arrived(7, 9, ['c']);
    expect(told).toHaveLength(1);
    vi.advanceTimersByTime(250);
    expect(told.slice(1)).toEqual([{ cursor: 9, shown: ['a', 'b'] }]);
    settle();
    receipts.painted(['a', 'b']);
    vi.advanceTimersByTime(10_000);
    expect(told).toHaveLength(2);
  });

  test('nothing is told before the first word on a connection, then everything', () => {
    const receipts = new Receipts();
    receipts.arrived(null, 7, ['a']);
    receipts.painted(['a']);
    expect(line(receipts).told).toEqual([{ cursor: 7, shown: ['a'] }]);
  });

  test('what was not settled is asked for and told again after a cut', () => {
    const receipts = new Receipts();
    const first = line(receipts);
    receipts.arrived(5, 7, ['a']);
    receipts.painted(['a']);
    vi.advanceTimersByTime(250);
    receipts.cut();
    expect(receipts.since(20)).toBe(5);
    first.settle();
    expect(receipts.since(20)).toBe(5);

    const second = line(receipts);
    receipts.arrived(5, 20, ['a']);
    vi.advanceTimersByTime(250);
    expect(second.told.at(-1)?.cursor).toBe(20);
    expect(second.told.flatMap(({ shown }) => shown)).toEqual(['a']);
    second.settle();
    expect(receipts.since(20)).toBe(20);
  });

  test('an unsettled snapshot is asked for as a whole, a settled one is not', () => {
    const receipts = new Receipts();
    const { settle } = line(receipts);
    receipts.arrived(null, 7, ['a']);
    expect(receipts.since(7)).toBeUndefined();
    settle();
    expect(receipts.since(7)).toBe(7);
  });

  test('a server that settles nothing is not flooded, and a long list goes in parts', () => {
    const receipts = new Receipts();
    const { told, settle } = line(receipts);
    for (let n = 1; n <= 30; n += 1) {
      receipts.arrived(n - 1, n, [`order ${n}`]);
      vi.advanceTimersByTime(250);
    }
    expect(told).toHaveLength(8);
    settle();
    vi.advanceTimersByTime(250);
    expect(told.at(-1)?.cursor).toBe(30);
    settle();
    receipts.painted(Array.from({ length: 120 }, (_, n) => `row ${n}`));
    vi.advanceTimersByTime(1_000);
    expect(told.slice(-3).map(({ shown }) => shown.length)).toEqual([50, 50, 20]);
  });
});
