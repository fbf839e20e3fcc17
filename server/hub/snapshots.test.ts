import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { View } from '#domain/board/view.ts';
import type { ViewSnapshot } from '#server/feed/snapshot.ts';
import { Snapshots } from './snapshots.ts';

const district: View = { areas: ['440310'], departments: [] };
const city: View = { areas: ['4403'], departments: [] };

describe('snapshots', () => {
  let takings: View[];
  let given: { askers: readonly string[]; seq: number }[];
  let failed: (readonly string[])[];
  let broken: boolean;
  let snapshots: Snapshots<string>;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    [takings, given, failed, broken] = [[], [], [], false];
    const take = async (view: View): Promise<ViewSnapshot> => {
      takings.push(view);
      const seq = takings.length;
      await new Promise((resolve) => setTimeout(resolve, 30));
      if (broken) throw new Error('the database is away');
      return { epoch: 'e', seq, now: 0, real: 0, cases: [], recent: [] };
    };
    snapshots = new Snapshots(
      take,
      (_view, askers, { seq }) => void given.push({ askers, seq }),
      (askers) => void failed.push(askers),
    );
  });
  afterEach(() => void vi.useRealTimers());

  it('are read once for a hall of screens that comes back within a second, and encoded a few times only', async () => {
    for (let n = 0; n < 450; n += 1) {
      snapshots.ask(district, `screen ${n}`);
      await vi.advanceTimersByTimeAsync(2);
    }
    await vi.advanceTimersByTimeAsync(200);
    expect(takings).toHaveLength(1);
    expect(given.length).toBeLessThanOrEqual(10);
    expect(given.flatMap(({ askers }) => askers)).toEqual(
      Array.from({ length: 450 }, (_, n) => `screen ${n}`),
    );
  });

  it('are given to the first who asks as soon as they are read', async () => {
    snapshots.ask(district, 'wall');
    await vi.advanceTimersByTimeAsync(30);
    expect(given).toEqual([{ askers: ['wall'], seq: 1 }]);
  });

  it('are read anew after a second, and for each view', async () => {
    snapshots.ask(district, 'a');
    snapshots.ask(city, 'b');
    await vi.advanceTimersByTimeAsync(1_001);
    snapshots.ask(district, 'c');
    await vi.advanceTimersByTimeAsync(100);
    expect(takings).toEqual([district, city, district]);
    expect(given.map(({ askers }) => askers)).toEqual([['a'], ['b'], ['c']]);
  });

  it('are given once to a screen that asks again and again', async () => {
    for (let n = 0; n < 5; n += 1) snapshots.ask(district, 'wall');
    await vi.advanceTimersByTimeAsync(500);
    expect(given).toEqual([{ askers: ['wall'], seq: 1 }]);
  });

  it('fail for all who wait, and are read anew for whoever asks next', async () => {
    broken = true;
    snapshots.ask(district, 'a');
    snapshots.ask(district, 'b');
    await vi.advanceTimersByTimeAsync(30);
    expect(failed).toEqual([['a', 'b']]);
    broken = false;
    snapshots.ask(district, 'a');
    await vi.advanceTimersByTimeAsync(30);
    expect(given).toEqual([{ askers: ['a'], seq: 2 }]);
  });
});
