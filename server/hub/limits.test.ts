import { describe, expect, it } from 'vitest';
import { Backlog, Budget, MAX_WAITING_BYTES, MAX_WAITING_FRAMES } from './limits.ts';

const MB = MAX_WAITING_BYTES;
/** What each look says, in order. */
const looks = (backlog: Backlog, bytes: readonly number[]): boolean[] =>
  bytes.map((one) => backlog.tooLong({ frames: 1, bytes: one }));

describe('what waits for a socket', () => {
  it('may be a megabyte, and not more', () => {
    expect(looks(new Backlog(), [0, MB, MB + 1])).toEqual([false, false, true]);
  });

  it('may be five hundred frames, and not more, however small they are', () => {
    const backlog = new Backlog();
    expect(backlog.tooLong({ frames: MAX_WAITING_FRAMES, bytes: 1 })).toBe(false);
    expect(backlog.tooLong({ frames: MAX_WAITING_FRAMES + 1, bytes: 1 })).toBe(true);
  });

  it('may be a snapshot of any size, as long as less of it waits at every look', () => {
    const backlog = new Backlog();
    backlog.snapshotSent();
    expect(looks(backlog, [9 * MB, 6 * MB, 2 * MB, 10, MB + 1])).toEqual([false, false, false, false, true]);
  });

  it('is too much where a snapshot does not move', () => {
    const backlog = new Backlog();
    backlog.snapshotSent();
    expect(looks(backlog, [9 * MB, 9 * MB])).toEqual([false, true]);
  });

  it('is too much where facts come faster than the screen takes its snapshot', () => {
    const backlog = new Backlog();
    backlog.snapshotSent();
    expect(looks(backlog, [9 * MB, 8 * MB, 8.5 * MB])).toEqual([false, false, true]);
  });

  it('is too much where snapshots are asked for one after the other and none of them is taken', () => {
    const backlog = new Backlog();
    backlog.snapshotSent();
    expect(looks(backlog, [9 * MB])).toEqual([false]);
    backlog.snapshotSent();
    expect(looks(backlog, [18 * MB])).toEqual([true]);
  });

  it('may be a snapshot again once the one before has gone', () => {
    const backlog = new Backlog();
    backlog.snapshotSent();
    expect(looks(backlog, [9 * MB, 10])).toEqual([false, false]);
    backlog.snapshotSent();
    expect(looks(backlog, [9 * MB])).toEqual([false]);
  });
});

describe('what may come from a socket', () => {
  it('is so much at once, and after that as much as its rate allows', () => {
    const budget = new Budget({ most: 3, perS: 2 }, 0);
    expect([0, 0, 0, 0].map((now) => budget.take(now))).toEqual([true, true, true, false]);
    expect([400, 500, 500].map((now) => budget.take(now))).toEqual([false, true, false]);
    expect([60_000, 60_000, 60_000, 60_000].map((now) => budget.take(now))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});
