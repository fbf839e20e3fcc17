import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cityNow, setCityClock } from '#server/clock.ts';
import { trustClock } from '#server/timer/look.ts';
import { timerTable } from '#server/timer/table.ts';
import { eventually } from '../../support/running-app.ts';
import { TimerCity, type Process } from '../../support/timer-city.ts';

const HOUR = 3_600_000;

let city: TimerCity;
beforeEach(async () => {
  city = await TimerCity.open();
  // A database whose own clock the test sets: its sessions find this function before Postgres' own.
  const name = new URL(city.watched.city.url).pathname.slice(1);
  await city.db.execute(sql`create schema wrong`);
  await city.db.execute(sql`create table wrong.by (by interval)`);
  await city.db.execute(sql`insert into wrong.by values ('0')`);
  await city.db.execute(sql`create function wrong.clock_timestamp() returns timestamptz language sql volatile
    as $$ select pg_catalog.clock_timestamp() + by from wrong.by $$`);
  await city.db.execute(
    sql.raw(`alter database "${name}" set search_path = wrong, pg_catalog, "$user", public`),
  );
  await setCityClock(city.db, 'now', 1);
});
afterEach(() => city.close());

const setDatabaseClock = (by: string) => city.db.execute(sql`update wrong.by set by = ${by}::interval`);
const isHeld = ({ alarms }: Process): boolean => alarms.at(-1)?.held === true;
/** A case whose first step is due: the city's own time jumps by days, so that an hour of the database's does not matter. */
const armOne = async (): Promise<string> => {
  const id = await city.watched.report();
  await setCityClock(city.db, (await cityNow(city.db)) + 2 * 24 * HOUR, 1);
  return id;
};
const firedOf = (id: string): Promise<number> =>
  city.db.$count(timerTable, sql`case_id = ${id} and state <> 'armed'`);

it.each(['1 hour', '-30 minutes', '3 seconds'])(
  'a step of the database’s clock by %s raises an alarm and holds the timers of every process, until the clock is back',
  async (by) => {
    const processes = [await city.process(), await city.process()];
    const first = await armOne();
    await eventually(async () => (await firedOf(first)) > 0);

    await setDatabaseClock(by);
    await eventually(() => processes.every(isHeld));
    const held = await armOne();
    // One that starts in the meantime has nothing to compare with, and holds all the same.
    const third = await city.process();
    await eventually(() => isHeld(third));
    expect(await firedOf(held)).toBe(0);

    await setDatabaseClock('0');
    await eventually(async () => (await firedOf(held)) > 0);
    await eventually(() => [...processes, third].every((one) => !isHeld(one)));
    const steps = processes.map(({ alarms }) => alarms[0]);
    const sign = by.startsWith('-') ? -1 : 1;
    for (const step of steps) expect(step?.held && Math.sign(step.stepMs)).toBe(sign);
    for (const { faults } of [...processes, third]) expect(faults).toEqual([]);
  },
);

it('goes on with the new time when an administrator says that it is right', async () => {
  const processes = [await city.process(), await city.process()];
  const first = await armOne();
  await eventually(async () => (await firedOf(first)) > 0);
  await setDatabaseClock('2 hours');
  await eventually(() => processes.every(isHeld));
  const held = await armOne();

  await trustClock(city.db);

  await eventually(async () => (await firedOf(held)) > 0);
  await eventually(() => processes.every((one) => !isHeld(one)));
});

it('is not held up by one process whose own clock went wrong, and that one goes on as well', async () => {
  let off = 0;
  const sound = await city.process();
  const odd = await city.process(() => performance.now() + off);
  const first = await armOne();
  await eventually(async () => (await firedOf(first)) > 0);

  off = HOUR;

  await eventually(() => odd.alarms.length === 2);
  expect(odd.alarms.map(({ held }) => held)).toEqual([true, false]);
  expect(sound.alarms).toEqual([]);
  const second = await armOne();
  await eventually(async () => (await firedOf(second)) > 0);
});

it('takes a jump of the city’s own time, as the simulated day makes it, for no step', async () => {
  const process = await city.process();
  const id = await city.watched.report();
  const { discoveredAt } = await city.case(id);
  await setCityClock(city.db, discoveredAt + HOUR, 600);
  await eventually(async () => (await firedOf(id)) > 0);
  expect(process.alarms).toEqual([]);
});
