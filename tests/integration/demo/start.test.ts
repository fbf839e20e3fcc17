import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DAY_MS } from '#domain/timer/calendar.ts';
import { caseTable } from '#server/case/table.ts';
import { CityClock, cityNow, setCityClock } from '#server/clock.ts';
import { Cast } from '#server/demo/day/cast.ts';
import { figuresNow } from '#server/demo/day/figures.ts';
import { HOUR, MINUTE } from '#server/demo/day/hours.ts';
import { preparePastDay, takeOverPastDay, type PastPlan } from '#server/demo/day/past-day.ts';
import { planDay } from '#server/demo/day/plan.ts';
import { SEED, type Preparing, type Running } from '#server/demo/day/prepared.ts';
import { DISTRICT, preparePresentDay, takeOverPresentDay } from '#server/demo/day/present-day.ts';
import { playStepping } from '#server/demo/day/stepping.ts';
import { REPORT_DATE, scaled } from '#server/demo/day/targets.ts';
import { emptyCity, type EmptyCity } from '../../support/played-day.ts';

const day = Date.parse('2021-07-23T00:00:00+08:00');
let city: EmptyCity;
let clock: CityClock;

beforeEach(async () => {
  city = await emptyCity('2021-07-01T00:00:00+08:00');
  clock = new CityClock(city.db);
});
afterEach(async () => {
  clock.stop();
  await city.drop();
});

const preparing = (speed: number): Preparing => ({
  ...{ desk: city.desk, city: city.city, borders: city.borders, speed },
  signal: new AbortController().signal,
});
const running = (): Running => ({
  desk: { ...city.desk, db: city.db },
  tick: () => clock.tick(),
  tellTime: () => clock.refresh(),
  log: pino({ level: 'silent' }),
});
async function events(): Promise<number> {
  const { rows } = await city.db.execute<{ n: string }>(sql`select count(*) as n from event`);
  return Number(rows[0]?.n);
}

describe('a day of the past', () => {
  function smallPlan(): PastPlan {
    const plan = { date: REPORT_DATE, scope: DISTRICT, targets: scaled(0.03) };
    const acts = planDay({ ...plan, seed: SEED, ...city, backlog: true, living: false });
    return { ...plan, acts: acts.filter((act) => act.at < day + 23 * HOUR + 50 * MINUTE) };
  }

  test('begins at its first minute, on the backlog of the days before', async () => {
    const plan = smallPlan();
    await preparePastDay(plan, preparing(600));
    expect(await cityNow(city.db)).toBe(day);
    expect(await city.db.$count(caseTable)).toBe(
      new Set(plan.acts.filter(({ at }) => at < day).map(({ life }) => life)).size,
    );
  });

  test('goes on after a stop where it was, ends on its figures, and stands still before midnight', async () => {
    const plan = smallPlan();
    const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const stoppedAt = day + 23 * HOUR + 30 * MINUTE;
    await playStepping(new Cast(city.desk, SEED, city.city.people), plan.acts, stoppedAt);

    const prepared = await preparePastDay(plan, preparing(600));
    const resumedAt = await cityNow(city.db);
    expect(resumedAt).toBeLessThanOrEqual(stoppedAt);
    expect(resumedAt).toBeGreaterThan(day + 22 * HOUR);
    await clock.start();
    const live = await prepared.start(running());
    await vi.waitFor(() => expect(printed).toHaveBeenCalled(), { timeout: 40_000, interval: 50 });
    await live.stop();

    expect(await cityNow(city.db)).toBe(day + DAY_MS - MINUTE);
    expect(await figuresNow(city.db, DISTRICT)).toEqual(plan.targets);
    const text = String(printed.mock.calls[0]?.[0]);
    expect(text.match(/ = /g)?.length).toBeGreaterThanOrEqual(9);
    expect(text).not.toContain('≠');
    printed.mockRestore();
  });

  test(
    'is taken over by another process where the clock stands, and ends on the same figures',
    { timeout: 300_000 },
    async () => {
      const plan = smallPlan();
      const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
      await playStepping(new Cast(city.desk, SEED, city.city.people), plan.acts, day + 23 * HOUR);
      // The one that played is gone for a while, and the clock has run on.
      const runsAt = day + 23 * HOUR + 10 * MINUTE;
      await setCityClock(city.db, runsAt, 0);
      const taken = await takeOverPastDay(plan, preparing(600));
      expect(await cityNow(city.db)).toBe(runsAt);
      await clock.start();
      const live = await taken.start(running());
      await vi.waitFor(() => expect(printed).toHaveBeenCalled(), { timeout: 250_000, interval: 50 });
      await live.stop();
      expect(await figuresNow(city.db, DISTRICT)).toEqual(plan.targets);
      printed.mockRestore();
    },
  );
});

describe('the living day', () => {
  test('is played up to now at the first start, and not again at the second', async () => {
    const first = await preparePresentDay(preparing(1));
    expect(Math.abs((await cityNow(city.db)) - (await realNow()))).toBeLessThan(HOUR);
    const cases = (await city.db.select({ body: caseTable.body }).from(caseTable)).map(({ body }) => body);
    const open = cases.flatMap(({ orders }) => orders.filter(({ state }) => /issued|responded/.test(state)));
    expect(open.length).toBeGreaterThanOrEqual(3);
    expect(open.length).toBeLessThanOrEqual(8);
    expect(first.remark).toMatch(/^\d+ /);

    const before = await events();
    const second = await preparePresentDay(preparing(1));
    expect(await events()).toBe(before);
    await clock.start();
    const live = await second.start(running());
    await live.stop();
  });

  test(
    'is taken over by another process without a touch of the clock, and nothing takes place twice',
    { timeout: 300_000 },
    async () => {
      await preparePresentDay(preparing(3));
      const before = await events();
      const atFirst = await cityNow(city.db);
      const taken = await takeOverPresentDay(preparing(3));
      expect(await events()).toBe(before);
      expect(await cityNow(city.db)).toBeGreaterThanOrEqual(atFirst);
      expect(taken.remark).toMatch(/^[1-9]\d* /);
      await clock.start();
      expect(clock.tick().rate).toBe(3);
      const live = await taken.start(running());
      await live.stop();
    },
  );
});

async function realNow(): Promise<number> {
  const { rows } = await city.db.execute<{ now: string }>(sql`select clock_timestamp() as now`);
  return new Date(rows[0]?.now ?? Number.NaN).getTime();
}
