import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Desk } from '#server/command.ts';
import { BATCH } from '#server/timer/sweep.ts';
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

/** A process that finds a full batch due, of a case that asks for nothing any more, and then what each claim after it answers. */
function draining(claims: (() => Promise<object>)[]) {
  const now = new Date(1_800_000_000_000);
  const seen = { now, database_at: now, rate: 1 };
  const body = { id: 'case', timers: [] };
  const due = Array.from({ length: BATCH }, (_, gen) => ({ clock: 'sign', subject: 'case', gen, body }));
  const answers = [() => Promise.resolve({ due }), ...claims];
  const told = { looks: 0, faults: [] as unknown[] };
  const query = async ({ text }: { text: string }) => {
    if (text.includes('for update')) return { rows: [{ ...seen, ...(await answers.shift()?.()) }] };
    if (text.includes('next_at')) told.looks += 1;
    return { rows: [{ ...seen, next_at: now, doubted: false }] };
  };
  const desk = {
    db: { $client: { query } },
    ...{ world: () => ({}), rules: () => Promise.resolve({}) },
  } as unknown as Desk;
  const onFault = (fault: unknown): void => void told.faults.push(fault);
  return { sweeper: new Sweeper({ desk, onFault, onAlarm: onFault, steadyMs: () => 0 }), told };
}

test('a lane that fails does not leave the other one to itself: a turn and a stop wait for both', async () => {
  // given two lanes, of which one has failed and the other still waits for its answer
  const fault = new Error('lost');
  const other = Promise.withResolvers<object>();
  const { sweeper, told } = draining([() => Promise.reject(fault), () => other.promise]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toEqual({ looks: 1, faults: [] });

  // when it is told to stop
  let stopped = false;
  const stopping = sweeper.stop().then(() => (stopped = true));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(stopped).toBe(false);

  // then it waits for the other lane, and says what the first one met
  other.resolve({ due: null });
  await stopping;
  expect(told.faults).toEqual([fault]);
});
