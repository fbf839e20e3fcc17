import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Desk } from '#server/command.ts';
import { Sweeper } from '#server/timer/sweeper.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

/** A process whose database knows of one timer, and when it looked at it, in milliseconds from the start. */
function sleeping(nextInMs: number | null, rate = 1) {
  const looks: number[] = [];
  const start = performance.now();
  const instant = (ms: number) => new Date(1_800_000_000_000 + ms);
  const query = () => {
    const now = performance.now() - start;
    looks.push(now);
    const next_at = nextInMs === null ? null : instant(nextInMs);
    return Promise.resolve({
      rows: [{ next_at, now: instant(now), database_at: instant(now), rate, doubted: false }],
    });
  };
  const sweeper = new Sweeper({
    desk: { db: { $client: { query } } } as unknown as Desk,
    onFault: (fault) => expect(fault).toBeUndefined(),
    onAlarm: (alarm) => expect(alarm).toBeUndefined(),
    steadyMs: () => performance.now(),
  });
  return { sweeper, looks, at: (ms: number) => instant(ms).getTime() };
}

test('sleeps until the next deadline that it knows of, and never longer than a quarter of a second', async () => {
  const far = sleeping(10_000);
  await vi.advanceTimersByTimeAsync(600);
  expect(far.looks).toEqual([0, 250, 500]);
  await far.sweeper.stop();

  const near = sleeping(90);
  await vi.advanceTimersByTimeAsync(89);
  expect(near.looks).toEqual([0]);
  await near.sweeper.stop();

  const fast = sleeping(6_000, 600);
  await vi.advanceTimersByTimeAsync(9);
  expect(fast.looks).toEqual([0]);
  await fast.sweeper.stop();
});

test('looks at once when this process arms an earlier one, and not for a later one', async () => {
  const { sweeper, looks, at } = sleeping(200);
  await vi.advanceTimersByTimeAsync(10);
  sweeper.expect(at(5_000));
  await vi.advanceTimersByTimeAsync(10);
  expect(looks).toEqual([0]);
  sweeper.expect(at(60));
  await vi.advanceTimersByTimeAsync(1);
  expect(looks).toHaveLength(2);
  await sweeper.stop();
});

test('looks no more once it was stopped', async () => {
  const { sweeper, looks } = sleeping(null);
  await vi.advanceTimersByTimeAsync(300);
  await sweeper.stop();
  sweeper.expect(0);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(looks).toEqual([0, 250]);
});
