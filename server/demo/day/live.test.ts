import { describe, expect, it, vi } from 'vitest';
import { Life, type Act } from './act.ts';
import type { Played } from './cast.ts';
import { LiveDay } from './live.ts';
import { Schedule } from './schedule.ts';

const acts = (life: string, ...at: number[]): Act[] => {
  const one = new Life(life);
  for (const second of at) one.add(second * 1_000, null, { type: 'case.guide', body: {} });
  return one.acts;
};

/** A day whose clock the test moves, and that notes what was played. */
function playing(planned: readonly Act[], answer: (act: Act) => Played = () => 'done') {
  const played: string[] = [];
  const faults: unknown[] = [];
  const clock = { at: 0, rate: 600 };
  const more: Act[] = [];
  const schedule = new Schedule(planned);
  const live = new LiveDay({
    cast: {
      play: (act) => {
        played.push(`${act.life} ${act.step}`);
        return Promise.resolve(answer(act));
      },
    },
    schedule,
    tick: () => ({ ...clock, real: clock.at }),
    more: () => more.splice(0),
    onFault: (fault) => faults.push(fault),
  });
  return { played, faults, clock, more, schedule, live };
}

describe('a day that is played live', () => {
  it('plays what is due and nothing that is not', async () => {
    const { played, clock, schedule, live } = playing([...acts('a', 1, 2), ...acts('b', 2, 9)]);
    clock.at = 2_000;
    await vi.waitFor(() => expect(played).toHaveLength(3));
    expect(played.filter((one) => one.startsWith('a'))).toEqual(['a 0', 'a 1']);
    expect(schedule.size).toBe(1);
    await live.stop();
  });

  it('takes up what is planned meanwhile', async () => {
    const { played, clock, more, live } = playing([]);
    clock.at = 5_000;
    more.push(...acts('next day', 3));
    await vi.waitFor(() => expect(played).toEqual(['next day 0']));
    await live.stop();
  });

  it('tries again what the database was too busy for, and what comes after it in that case', async () => {
    let busy = true;
    const { played, clock, live } = playing(acts('a', 1, 2), () => (busy ? 'busy' : 'done'));
    clock.at = 2_000;
    await vi.waitFor(() => expect(played).toEqual(['a 0']));
    busy = false;
    await vi.waitFor(() => expect(played).toEqual(['a 0', 'a 0', 'a 1']), 10_000);
    await live.stop();
  });

  it('reports a fault and goes on with the next act', async () => {
    const { played, faults, clock, live } = playing([...acts('a', 1, 2)], ({ step }) => {
      if (step === 0) throw new Error('a mistake of the plan');
      return 'done';
    });
    clock.at = 2_000;
    await vi.waitFor(() => expect(played).toEqual(['a 0', 'a 1']), 10_000);
    expect(faults).toHaveLength(1);
    await live.stop();
  });

  it('leaves out the rest when it is stopped', async () => {
    const { played, schedule, live } = playing(acts('a', 100));
    await live.stop();
    expect([played, schedule.size]).toEqual([[], 1]);
  });
});
