import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isRefusal } from '#domain/refusal.ts';
import { setCityClock } from '#server/clock.ts';
import { execute } from '#server/command.ts';
import { inspectFeed } from '#server/feed/watchdog.ts';
import { Random } from '#server/demo/day/random.ts';
import { firingKey, firingsOf } from '#domain/timer/timer.ts';
import { eventually } from '../../support/running-app.ts';
import { TimerCity } from '../../support/timer-city.ts';

const CASES = 240;
const SPREAD_MS = 12_000;
/** Every so many-th signs well before its deadline, so that some are first however slow the machine is. */
const EARLY = 12;
const EARLY_MS = 1_500;
const SEED = process.env['FALING_SEED'] ?? 'race-1';

let city: TimerCity;
beforeEach(async () => (city = await TimerCity.open()));
afterEach(() => city.close());

/** The clock stands still while the cases come to be, each due a little later; then it runs, and three processes fire. */
it('fires no timer twice and loses none while signatures race with it at ±50 ms and three processes sweep', async () => {
  console.log(`race seed ${SEED}, ${CASES} cases`);
  const random = new Random(SEED);
  const begin = (await city.case(await city.dispatched())).discoveredAt;
  const cases: { id: string; assignmentId: string; dueAt: number; signAt: number }[] = [];
  for (let n = 0; n < CASES; n += 1) {
    await city.jump(begin + Math.round((n * SPREAD_MS) / CASES));
    const id = await city.dispatched();
    const { timers, assignments } = await city.case(id);
    const dueAt = timers.find(({ clock }) => clock === 'sign')?.dueAt ?? 0;
    const by = n % EARLY === 0 ? -EARLY_MS : Math.round((random.next() - 0.5) * 100);
    const signAt = dueAt + 1 + by;
    cases.push({ id, assignmentId: assignments[0]?.id ?? '', dueAt, signAt });
  }
  // What is due until shortly before the first deadline is over with, as it would be in a city that never stood still.
  const processes = [await city.process(), await city.process(), await city.process()];
  const firstAt = Math.min(...cases.map(({ signAt }) => signAt));
  await city.jump(firstAt - 500);
  await eventually(async () => (await city.due()) === 0);

  const from = performance.now();
  await setCityClock(city.db, firstAt - 500, 1);
  const refused: string[] = [];
  await Promise.all(
    cases.map(async ({ id, assignmentId, signAt }, n) => {
      await new Promise((done) => setTimeout(done, from + signAt - (firstAt - 500) - performance.now()));
      const desk = processes[n % processes.length]?.desk ?? city.desk;
      const envelope = { id: randomUUID(), type: 'assignment.sign', caseId: id, body: { assignmentId } };
      const sign = () => execute(desk, city.watched.viewer('ps-officer-kengzi-municipal'), envelope);
      let outcome = await sign();
      // As the screens do it: the same command again, under the same id.
      while (isRefusal(outcome) && outcome.refused === 'busy') outcome = await sign();
      if (isRefusal(outcome)) refused.push(outcome.refused);
    }),
  );
  await eventually(async () => (await city.due()) === 0);

  expect(refused).toEqual([]);
  const found = { breached: 0, signedFirst: 0 };
  for (const { id, dueAt } of cases) {
    const state = await city.case(id);
    const events = await city.eventsOf(id);
    expect(events.map(({ version }) => version)).toEqual(events.map((_, n) => n + 1));
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort((a, b) => a - b));
    const breaches = events.filter(
      ({ type, body }) => type === 'timer.breached' && 'clock' in body && body.clock === 'sign',
    );
    const signed = events.filter(({ type }) => type === 'assignment.signed');
    const row = (await city.rows(id)).find(({ clock, step }) => clock === 'sign' && step === 'red');
    expect(signed).toHaveLength(1);
    expect(breaches.length).toBeLessThanOrEqual(1);
    // Lost would be: the deadline over, nobody signed before it fired, and no breach.
    expect(row?.state).toBe(breaches.length === 1 ? 'fired' : 'void');
    if (breaches.length === 1) {
      found.breached += 1;
      expect(breaches[0]?.at).toBeGreaterThan(dueAt);
    } else {
      found.signedFirst += 1;
    }
    const armed = (await city.rows(id)).filter((one) => one.state === 'armed').map(firingKey);
    expect(armed.sort()).toEqual(firingsOf(state.timers).map(firingKey).sort());
  }
  console.log(`signed first ${found.signedFirst}, fired first ${found.breached}`);
  // Both came about, or there was no race.
  expect(Math.min(found.breached, found.signedFirst)).toBeGreaterThan(0);
  expect(await city.unpaired()).toBe(0);
  expect(Object.values(await inspectFeed(city.db)).every((n) => n === 0)).toBe(true);
  for (const { faults, alarms } of processes) expect([...faults, ...alarms]).toEqual([]);
}, 180_000);
