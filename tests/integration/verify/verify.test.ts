import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { sql, type SQL } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cast } from '#server/demo/day/cast.ts';
import { HOUR } from '#server/demo/day/hours.ts';
import { planDay } from '#server/demo/day/plan.ts';
import { playStepping } from '#server/demo/day/stepping.ts';
import { REPORT_DATE, scaled } from '#server/demo/day/targets.ts';
import { verifySystem } from '#server/verify/system.ts';
import { emptyCity, type EmptyCity } from '../../support/played-day.ts';

const day = Date.parse('2021-07-23T00:00:00+08:00');
let city: EmptyCity;

beforeAll(async () => {
  city = await emptyCity('2021-07-01T00:00:00+08:00');
  const acts = planDay({
    ...{ seed: 'verify', date: REPORT_DATE, city: city.city, borders: city.borders, scope: '440310' },
    ...{ targets: scaled(0.03), backlog: true, living: true },
  }).filter((act) => act.at < day + 14 * HOUR);
  await playStepping(new Cast(city.desk, 'verify', city.city.people), acts, day + 14 * HOUR);
}, 120_000);
afterAll(() => city.drop());

/** The names of the checks that found a difference. */
async function found(): Promise<string[]> {
  const checks = await verifySystem(city.db, city.sealer);
  return checks.filter(({ differences }) => differences.length > 0).map(({ zh }) => zh);
}

/** Plants a difference behind the system's back, looks, and takes it away again. */
async function planted(plant: SQL, undo: SQL): Promise<string[]> {
  await city.db.execute(plant);
  try {
    return await found();
  } finally {
    await city.db.execute(undo);
  }
}

describe('the recount', () => {
  test('finds nothing where nothing was changed', async () => {
    const checks = await verifySystem(city.db, city.sealer);
    expect(checks.every(({ checked }) => checked > 0)).toBe(true);
    expect(await found()).toEqual([]);
  });

  test('notices a case that is not what its events say', async () => {
    const one = sql`id = (select id from "case" where accepted_at is not null order by number limit 1)`;
    const plant = sql`update "case" set body = jsonb_set(body, '{urgency}', to_jsonb((body->>'urgency')::int + 5)) where ${one}`;
    const undo = sql`update "case" set body = jsonb_set(body, '{urgency}', to_jsonb((body->>'urgency')::int - 5)) where ${one}`;
    expect(await planted(plant, undo)).toEqual(['案件等于其事件']);
  });

  test('notices a column that says another day than the case', async () => {
    const one = sql`number = (select min(number) from "case" where accepted_at >= ${new Date(day).toISOString()})`;
    expect(
      await planted(
        sql`update "case" set accepted_at = accepted_at - interval '2 days' where ${one}`,
        sql`update "case" set accepted_at = to_timestamp((body->>'acceptedAt')::double precision / 1000)`,
      ),
    ).toEqual(['当日数字三处一致']);
  });

  test('notices an armed timer that nobody asked for, and one that is missing', async () => {
    const first = sql`id = (select min(id) from timer where state = 'void')`;
    expect(
      await planted(
        sql`update timer set state = 'armed' where ${first}`,
        sql`update timer set state = 'void' where id = (select min(id) from timer where state <> 'fired')`,
      ),
    ).toEqual(['时限等于案件所需']);
    const armed = sql`(select min(id) from timer where state = 'armed')`;
    expect(
      await planted(
        sql`update timer set fire_at = fire_at + interval '1 second' where id = ${armed}`,
        sql`update timer set fire_at = fire_at - interval '1 second' where id = ${armed}`,
      ),
    ).toEqual(['时限等于案件所需']);
  });

  test('notices a firing without its effect', async () => {
    const fired = sql`(select min(id) from timer where state = 'fired')`;
    expect(
      await planted(
        sql`delete from effect where timer_id = ${fired}`,
        sql`insert into effect (timer_id) values (${fired})`,
      ),
    ).toEqual(['时限各触发一次']);
  });

  test('notices a number that is gone from the feed', async () => {
    // The log only grows: even the owner has to take the trigger away first.
    const unguarded = (statement: string): SQL =>
      sql.raw(`alter table feed disable trigger user; ${statement}; alter table feed enable trigger user`);
    const plant = unguarded(
      'create table lost as select * from feed where seq = 7; delete from feed where seq = 7',
    );
    const undo = unguarded('insert into feed select * from lost');
    expect(await planted(plant, undo)).toEqual(['序列连续', '案件等于其事件']);
  });
});

describe('npm run verify', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, '../../../server/verify.ts'), ...args], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    });

  test('prints a table and ends with 0 where everything agrees', () => {
    const { status, stdout } = run(city.url);
    expect(stdout).toContain('everything agrees');
    expect(status).toBe(0);
  });

  test('ends with 1 where something differs', async () => {
    const one = sql`number = (select min(number) from "case")`;
    await city.db.execute(sql`update "case" set body = jsonb_set(body, '{leg}', '9') where ${one}`);
    try {
      const { status, stdout } = run(city.url);
      expect(stdout).toContain('✗');
      expect(status).toBe(1);
    } finally {
      await city.db.execute(sql`update "case" set body = jsonb_set(body, '{leg}', '1') where ${one}`);
    }
  });

  test('says in one sentence that nothing runs on a folder', () => {
    const { status, stderr } = run('--data', '/nonexistent/faling');
    expect(stderr).toContain('[nothing-runs]');
    expect(stderr).not.toContain(' at ');
    expect(status).toBe(1);
  });
});
