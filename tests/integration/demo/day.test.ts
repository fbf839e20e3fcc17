import { asc, eq } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { dayOf, flowOf } from '#domain/figure/flow.ts';
import { eventTable } from '#server/audit/table.ts';
import { caseTable } from '#server/case/table.ts';
import type { Database } from '#server/db/pool.ts';
import { Cast } from '#server/demo/day/cast.ts';
import { figuresNow } from '#server/demo/day/figures.ts';
import { HOUR } from '#server/demo/day/hours.ts';
import { CITY, pastPlan } from '#server/demo/day/past-day.ts';
import { planDay } from '#server/demo/day/plan.ts';
import { DISTRICT, firstDayActs } from '#server/demo/day/present-day.ts';
import { playStepping } from '#server/demo/day/stepping.ts';
import { REPORT_DATE, REPORT_FLOW, scaled } from '#server/demo/day/targets.ts';
import { feedTable } from '#server/feed/table.ts';
import { verifySystem } from '#server/verify/system.ts';
import { emptyCity, type EmptyCity } from '../../support/played-day.ts';

const day = Date.parse('2021-07-23T00:00:00+08:00');
const cities: EmptyCity[] = [];
afterEach(async () => {
  for (const one of cities.splice(0)) await one.drop();
});

async function empty(): Promise<EmptyCity> {
  const one = await emptyCity('2021-07-01T00:00:00+08:00');
  cities.push(one);
  return one;
}

describe('the report’s day', () => {
  test('played from its backlog to its end has exactly the nine figures, and everything agrees', async () => {
    const { db, desk, city, borders, sealer } = await empty();
    const cast = new Cast(desk, 'faling', city.people);
    const begun = performance.now();
    const tally = await playStepping(
      cast,
      pastPlan(REPORT_DATE, { city, borders }).acts,
      day + 24 * HOUR - 60_000,
    );
    const seconds = (performance.now() - begun) / 1_000;
    console.log(
      `${tally.done} acts in ${seconds.toFixed(1)} s, ${Math.round(tally.done / seconds)} a second`,
    );

    expect(tally).toMatchObject({ refused: 0, 'left out': 0 });
    expect(await figuresNow(db, CITY)).toEqual(REPORT_FLOW);
    for (const check of await verifySystem(db, sealer))
      expect([check.en, check.differences]).toEqual([check.en, []]);
    // Some clocks ran out, each on its own instant, and none was late by the system.
    const breaches = (await logOf(db)).filter(({ type }) => type === 'timer.breached');
    expect(breaches.length).toBeGreaterThan(30);
    expect(breaches.filter((one) => one.type === 'timer.breached' && one.body.overdueBySystem)).toEqual([]);
  }, 300_000);
});

describe('a day of 坪山区', () => {
  const small = ({ city, borders }: EmptyCity, seed: string) =>
    planDay({
      ...{ seed, date: REPORT_DATE, city, borders, scope: DISTRICT, targets: scaled(0.03) },
      ...{ backlog: true, living: false },
    }).filter((act) => act.at < day + 13 * HOUR);

  test('is the same in another installation, event by event, but for the ids that chance gives', async () => {
    const logs = [];
    for (const one of [await empty(), await empty()]) {
      await playStepping(new Cast(one.desk, 'same', one.city.people), small(one, 'same'), day + 13 * HOUR);
      logs.push(withoutIds(await logOf(one.db)));
    }
    expect(logs[0]?.length).toBeGreaterThan(150);
    expect(logs[1]).toEqual(logs[0]);
  });

  test('played a second time over the same database changes nothing', async () => {
    const one = await empty();
    const acts = small(one, 'twice').slice(0, 60);
    const until = acts.at(-1)?.at ?? day;
    await playStepping(new Cast(one.desk, 'twice', one.city.people), acts, until);
    const before = await logOf(one.db);
    const again = new Cast(one.desk, 'twice', one.city.people);
    expect((await again.recall(acts)).size).toBe(60);
    const reports = acts.filter(({ step }) => step === 0);
    for (const act of reports) expect(await again.play(act)).toBe('done');
    expect(await logOf(one.db)).toEqual(before);
  });

  test('leaves open orders and work in hand at any hour, so that a wall lives at once', async () => {
    const one = await empty();
    const now = day + 2.5 * HOUR;
    await playStepping(new Cast(one.desk, 'faling', one.city.people), firstDayActs(day, one), now);
    const cases = (await one.db.select({ body: caseTable.body }).from(caseTable)).map(({ body }) => body);
    const open = cases.flatMap(({ orders }) => orders.filter(({ state }) => /issued|responded/.test(state)));
    expect(open.length).toBeGreaterThanOrEqual(3);
    expect(open.length).toBeLessThanOrEqual(8);
    expect(cases.filter(({ closedAt }) => closedAt === null).length).toBeGreaterThan(20);
    expect(flowOf(cases, dayOf(now)).accepted).toBeGreaterThan(0);
  });
});

async function logOf(db: Database) {
  const rows = await db
    .select({ body: eventTable.body })
    .from(feedTable)
    .innerJoin(eventTable, eq(eventTable.eid, feedTable.eid))
    .orderBy(asc(feedTable.seq));
  return rows.map(({ body }) => body);
}

/** Ids in the order in which they first occur. */
function withoutIds(events: readonly unknown[]): unknown[] {
  const seen = new Map<string, string>();
  const text = JSON.stringify(events).replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, (id) => {
    if (!seen.has(id)) seen.set(id, `id ${seen.size}`);
    return seen.get(id) ?? id;
  });
  return JSON.parse(text) as unknown[];
}
