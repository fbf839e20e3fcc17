import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cohortOf } from '#domain/figure/cohort.ts';
import { onTimeAt } from '#domain/figure/rate.ts';
import { firingKey, firingsOf } from '#domain/timer/timer.ts';
import { caseTable } from '#server/case/table.ts';
import { readLateness } from '#server/timer/lateness.ts';
import { sweep } from '#server/timer/sweep.ts';
import { timerTable } from '#server/timer/table.ts';
import { inspectFeed } from '#server/feed/watchdog.ts';
import { eventually } from '../../support/running-app.ts';
import { TimerCity } from '../../support/timer-city.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let city: TimerCity;
beforeEach(async () => (city = await TimerCity.open()));
afterEach(() => city.close());

const drain = async (): Promise<number> => {
  let fired = 0;
  for (let n = await sweep(city.desk); n > 0; n = await sweep(city.desk)) fired += n;
  return fired;
};

it('fires what fell due during an outage in its order, each once, steps that were armed on the way included', async () => {
  const id = await city.dispatched();
  const { timers } = await city.case(id);
  const sign = timers.find(({ clock }) => clock === 'sign');
  if (!sign) throw new Error('nobody has to sign');
  await city.jump(Math.max(...sign.escalations.map(({ at }) => at)) + HOUR);

  await drain();

  const fired = (await city.eventsOf(id)).filter(({ type }) => type.startsWith('timer.'));
  const ofSign = fired.flatMap((event) =>
    event.type.startsWith('timer.') && 'clock' in event.body && event.body.clock === 'sign'
      ? [event.type]
      : [],
  );
  expect(ofSign).toEqual([
    'timer.warned',
    'timer.breached',
    ...sign.escalations.map(() => 'timer.escalated'),
  ]);
  const rows = (await city.rows(id)).filter(({ state }) => state === 'fired');
  // Over all clocks of the case: the log says them in the order in which they were due.
  const told = fired.map((event) =>
    event.type === 'timer.warned' || event.type === 'timer.breached' || event.type === 'timer.escalated'
      ? `${event.body.clock} ${event.type}`
      : '',
  );
  const due = rows.map(
    ({ clock, step }) =>
      `${clock} ${{ amber: 'timer.warned', red: 'timer.breached' }[step as 'red'] ?? 'timer.escalated'}`,
  );
  expect(told).toEqual(due);
  expect(await sweep(city.desk)).toBe(0);
  expect(await city.unpaired()).toBe(0);
  const after = await city.case(id);
  const armed = (await city.rows(id)).filter(({ state }) => state === 'armed');
  expect(armed.map(firingKey).sort()).toEqual(firingsOf(after.timers).map(firingKey).sort());
});

it('marks what it announces late as the system’s, and counts that time against no department', async () => {
  const [slow, prompt] = [await city.dispatched(), await city.dispatched()];
  const sign = (await city.case(prompt)).timers.find(({ clock }) => clock === 'sign');
  const back = (sign?.dueAt ?? 0) + 20 * MINUTE;
  await city.jump(back);
  await drain();
  const signs = async (id: string): Promise<void> => {
    const assignmentId = (await city.case(id)).assignments[0]?.id;
    await city.watched.act('ps-officer-kengzi-municipal', 'assignment.sign', { assignmentId }, id);
  };
  await signs(prompt);
  await city.jump(back + MINUTE);
  await signs(slow);

  for (const id of [prompt, slow]) {
    const breach = (await city.eventsOf(id)).find(({ type }) => type === 'timer.breached');
    expect(breach?.body).toMatchObject({ overdueBySystem: true });
  }
  const rate = async (id: string) =>
    onTimeAt(cohortOf([await city.case(id)], 'sign', { from: 0, to: Infinity }), back + HOUR);
  expect(await rate(prompt)).toMatchObject({ inTime: 1, late: 0, overdue: 0 });
  expect(await rate(slow)).toMatchObject({ inTime: 0, late: 1, overdue: 0 });
});

it('fires hundreds of cases in batches, with one number of the feed for each event, and no transaction above a hundred', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 120; n += 1) ids.push(await city.watched.report());
  await city.jump((await city.case(ids[0] ?? '')).discoveredAt + 3 * HOUR);

  await drain();

  const { rows } = await city.db.execute<{ most: string }>(
    sql`select max(n) as most from (select count(*) as n from event group by xmin) one`,
  );
  expect(Number(rows[0]?.most)).toBeLessThanOrEqual(100);
  expect(Object.values(await inspectFeed(city.db)).every((n) => n === 0)).toBe(true);
  expect(await city.unpaired()).toBe(0);
  for (const id of ids) {
    const types = (await city.eventsOf(id)).map(({ type }) => type);
    expect(types.filter((type) => type === 'timer.breached')).toHaveLength(1);
    const { body, version } = (await city.db.select().from(caseTable).where(eq(caseTable.id, id)))[0] ?? {};
    expect(body?.version).toBe(version);
    expect(version).toBe(types.length);
  }
});

it('says how late each timer fired, in real milliseconds', async () => {
  const id = await city.watched.report();
  const [amber] = await city.rows(id);
  await city.jump((amber?.fireAt ?? 0) + 1_234);
  await drain();
  const [fired] = await city.rows(id);
  expect(fired).toMatchObject({ state: 'fired', firedAt: (amber?.fireAt ?? 0) + 1_234 });
  expect(await readLateness(city.db, HOUR)).toEqual({
    fired: 1,
    p50Ms: 1_234,
    p99Ms: 1_234,
    maxMs: 1_234,
    due: 0,
  });
});

it('passes over a case that cannot be fired, says so, and fires all others', async () => {
  const [ill, ...well] = [
    await city.watched.report(),
    await city.watched.report(),
    await city.watched.report(),
  ];
  // Damaged by hand, as no command could: nothing can be decided about it.
  await city.db.execute(sql`update "case" set body = body - 'place' where id = ${ill}`);
  await city.jump((await city.case(well[0] ?? '')).discoveredAt + 10 * HOUR);
  const process = await city.process();

  await eventually(async () => (await armedOf(well)) === 0);

  expect(process.faults.length).toBeGreaterThan(0);
  expect(await armedOf([ill])).toBeGreaterThan(0);
  expect(await city.unpaired()).toBe(0);
});

it('undoes everything where a timer would fire a second time', async () => {
  const id = await city.watched.report();
  await city.jump((await city.case(id)).discoveredAt + HOUR);
  const before = await city.eventsOf(id);
  await city.db.execute(sql`insert into effect (timer_id) select id from timer where case_id = ${id}`);

  await expect(sweep(city.desk)).rejects.toMatchObject({ caseIds: [id] });

  expect(await city.eventsOf(id)).toEqual(before);
});

it('voids a row that its case no longer asks for, and fires nothing by it', async () => {
  const id = await city.watched.report();
  const [row] = await city.rows(id);
  await city.db
    .update(timerTable)
    .set({ gen: 99 })
    .where(eq(timerTable.id, row?.id ?? 0));
  const { fireAt = 0 } = row ?? {};
  await city.jump(fireAt);
  await drain();
  expect((await city.rows(id)).find(({ gen }) => gen === 99)?.state).toBe('void');
  // What the case asks for has fired all the same.
  expect((await city.eventsOf(id)).map(({ type }) => type)).toEqual(['case.reported', 'timer.warned']);
  expect(await city.unpaired()).toBe(0);
});

it('passes over a row that is due before its case says so, and fires all others', async () => {
  const [ill = '', well = ''] = [await city.watched.report(), await city.watched.report()];
  await city.db.execute(sql`update timer set fire_at = fire_at - interval '1 day' where case_id = ${ill}`);
  const process = await city.process();
  await eventually(() => process.faults.length > 0);
  await city.jump(((await city.rows(well))[0]?.fireAt ?? 0) + 1);
  await eventually(async () => (await armedOf([well])) === 0);
  expect((await city.eventsOf(ill)).map(({ type }) => type)).toEqual(['case.reported']);
});

const armedOf = (ids: readonly (string | undefined)[]): Promise<number> =>
  city.db.$count(
    timerTable,
    sql`case_id = any (${sql.param(ids)}::uuid[]) and state = 'armed' and fire_at <= city_now()`,
  );
