import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { sql, type SQL } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { execute } from '#server/command.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { Cast } from '#server/demo/day/cast.ts';
import { HOUR } from '#server/demo/day/hours.ts';
import { planDay } from '#server/demo/day/plan.ts';
import { playStepping } from '#server/demo/day/stepping.ts';
import { REPORT_DATE, scaled } from '#server/demo/day/targets.ts';
import { sweep } from '#server/timer/sweep.ts';
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

/** What was found, sentence by sentence. */
async function named(): Promise<string[]> {
  const checks = await verifySystem(city.db, city.sealer);
  return checks.flatMap(({ differences }) => differences);
}

/** Whoever owns the database may take the guards away: triggers, and keys that point elsewhere. */
const unguarded = (statement: string): SQL =>
  sql.raw(`begin; set local session_replication_role = replica; ${statement}; commit`);

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
    ).toEqual(['案件各列等于案件', '当日数字三处一致']);
  });

  test.each([
    ['state', `'closed'`],
    ['area_code', `'440303'`],
    ['departments', `'{440310-police,440303-police}'`],
    ['matter_code', `'nobody.knows-it'`],
    ['watched', 'not watched'],
    ['lat', 'lat + 1'],
  ])('names a column that differs from the case: %s', async (column, wrong) => {
    const { rows } = await city.db.execute<{ id: string; was: string; type: string }>(
      sql.raw(
        `select id, ${column}::text as was, pg_typeof(${column})::text as type from "case" order by number limit 1`,
      ),
    );
    const [{ id, was, type } = { id: '', was: '', type: '' }] = rows;
    await city.db.execute(sql.raw(`update "case" set ${column} = ${wrong} where id = '${id}'`));
    const [checks, sentences] = [await found(), await named()];
    await city.db.execute(sql.raw(`update "case" set ${column} = '${was}'::${type} where id = '${id}'`));
    expect(checks).toContain('案件各列等于案件');
    const camel = column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    expect(sentences).toContain(`case ${id} ${camel}`);
    expect(await named()).toEqual([]);
  });

  test('notices a version that screens and tables see differently', async () => {
    const one = sql`number = (select min(number) from "case" where closed_at is null)`;
    const checks = await planted(
      sql`update "case" set version = version + 1 where ${one}`,
      sql`update "case" set version = (body->>'version')::int where ${one}`,
    );
    expect(checks).toEqual(['案件各列等于案件', '屏幕摘要等于数据库']);
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

  test('notices an effect of a timer that is armed, one of none, and a firing without its instant', async () => {
    const armed = sql`(select min(id) from timer where state = 'armed')`;
    expect(
      await planted(
        sql`insert into effect (timer_id) values (${armed})`,
        sql`delete from effect where timer_id = ${armed}`,
      ),
    ).toEqual(['时限各触发一次']);
    expect(
      await planted(
        sql`insert into effect (timer_id) values (999999999)`,
        sql`delete from effect where timer_id = 999999999`,
      ),
    ).toEqual(['时限各触发一次']);
    const fired = sql`id = (select min(id) from timer where state = 'fired')`;
    expect(
      await planted(
        sql`update timer set fired_at = null where ${fired}`,
        sql`update timer set fired_at = fire_at where ${fired}`,
      ),
    ).toEqual(['时限各触发一次']);
  });

  test('notices a breach that stands twice in the log', async () => {
    const last = `(select max(eid) from event)`;
    const breach = `select * from event where type = 'timer.breached' order by eid limit 1`;
    await city.db.execute(
      sql.raw(`create table twice as ${breach}; update twice set eid = nextval('event_eid_seq');
        insert into event select * from twice; drop table twice`),
    );
    const checks = await found();
    await city.db.execute(
      unguarded(`delete from feed where eid = ${last}; delete from event where eid = ${last};
        update feed_head set seq = seq - 1`),
    );
    expect(checks).toEqual(expect.arrayContaining(['案件等于其事件', '时限各触发一次']));
    expect(await named()).toEqual([]);
  });

  test('names a number that is gone from the feed, and the event that has none', async () => {
    const { rows } = await city.db.execute<{ eid: string }>(sql`select eid from feed where seq = 7`);
    await city.db.execute(
      unguarded('create table lost as select * from feed where seq = 7; delete from feed where seq = 7'),
    );
    const [checks, sentences] = [await found(), await named()];
    await city.db.execute(unguarded('insert into feed select * from lost; drop table lost'));
    expect(checks).toEqual(['序列连续', '案件等于其事件']);
    expect(sentences).toEqual(
      expect.arrayContaining(['after 6 comes 8', `event ${rows[0]?.eid} has no number`]),
    );
  });

  test('names a head that is not the last number, and a number without an event', async () => {
    await city.db.execute(sql`update feed_head set seq = seq + 1`);
    const [checks, sentences] = [await found(), await named()];
    await city.db.execute(sql`update feed_head set seq = seq - 1`);
    expect(checks).toEqual(['序列连续']);
    expect(sentences[0]).toMatch(/^the head is \d+, the last number \d+$/);

    await city.db.execute(unguarded('insert into feed (seq, eid) select max(seq) + 1, 999999999 from feed'));
    await city.db.execute(sql`update feed_head set seq = seq + 1`);
    const empty = await named();
    await city.db.execute(unguarded('delete from feed where eid = 999999999'));
    await city.db.execute(sql`update feed_head set seq = seq - 1`);
    expect(empty).toEqual([expect.stringMatching(/^number \d+ has no event$/)]);
  });

  test('names an act that was answered and is not in the log', async () => {
    const one = sql`id = (select id from command where result is not null order by at, id limit 1)`;
    const { rows } = await city.db.execute<{ id: string }>(sql`select id from command where ${one}`);
    const id = rows[0]?.id ?? '';
    await city.db.execute(
      sql`update command set result = jsonb_set(result, '{events}', result->'events' || '"case.lost"') where id = ${id}`,
    );
    const [checks, sentences] = [await found(), await named()];
    await city.db.execute(
      sql`update command set result = jsonb_set(result, '{events}', (result->'events') - -1) where id = ${id}`,
    );
    expect(checks).toEqual(['已答复的命令都在事件中']);
    expect(sentences).toEqual([
      expect.stringMatching(new RegExp(`^command ${id}: answered \\d+, logged \\d+$`)),
    ]);
  });

  test('names a claim that was never answered', async () => {
    const id = '00000000-0000-4000-8000-00000000c1a1';
    const plant = sql`insert into command (id, actor, type, request_hash, at) values (${id}, 'a', 'case.accept', 'h', now())`;
    await city.db.execute(plant);
    const sentences = await named();
    await city.db.execute(sql`delete from command where id = ${id}`);
    expect(sentences).toEqual([`command ${id} without result`]);
  });

  test('names what is left of a case that does not exist', async () => {
    const nobody = '00000000-0000-4000-8000-00000000dead';
    const rows = [
      `insert into timer (case_id, clock, subject, gen, step, fire_at) values ('${nobody}', 'sign', '${nobody}', 1, 'red', now() + interval '9 days')`,
      `insert into sealed (case_id, ref, sealed) values ('${nobody}', 'report', '\\x00')`,
      `insert into receipt (code_hash, case_id) values ('nobody', '${nobody}')`,
    ];
    await city.db.execute(unguarded(rows.join('; ')));
    const [checks, sentences] = [await found(), await named()];
    await city.db.execute(
      unguarded(
        ['timer', 'sealed', 'receipt']
          .map((one) => `delete from ${one} where case_id = '${nobody}'`)
          .join('; '),
      ),
    );
    expect(checks).toEqual(['没有无主的记录']);
    expect(sentences).toEqual(
      ['timer', 'sealed', 'receipt'].map((table) => `1 of ${table} without case ${nobody}`),
    );
  });

  test('names a case whose row is gone, by everything that is left of it', async () => {
    await city.db.execute(
      unguarded(`create table gone as select * from "case" order by number limit 1;
        delete from "case" where id = (select id from gone)`),
    );
    const [checks, sentences] = [await found(), await named()];
    await city.db.execute(unguarded('insert into "case" select * from gone; drop table gone'));
    expect(checks).toEqual(expect.arrayContaining(['没有无主的记录']));
    expect(sentences.filter((one) => / of event without case /.test(one))).toHaveLength(1);
    expect(await named()).toEqual([]);
  });

  test('names an order whose number another one bears', async () => {
    const { rows } = await city.db.execute<{ id: string; number: string; other: string }>(sql`
      select one.id, one.body->'orders'->0->>'number' as number, other.body->'orders'->0->>'number' as other
      from "case" one, "case" other
      where jsonb_array_length(one.body->'orders') > 0 and jsonb_array_length(other.body->'orders') > 0
        and one.number < other.number order by 1, 2, 3 limit 1`);
    const [row] = rows;
    const numbered = (number: string | undefined): SQL =>
      sql`update "case" set body = jsonb_set(body, '{orders,0,number}', ${JSON.stringify(number)}::jsonb) where id = ${row?.id}`;
    await city.db.execute(numbered(row?.other));
    const [checks, sentences] = [await found(), await named()];
    await city.db.execute(numbered(row?.number));
    expect(checks).toEqual(['案件等于其事件', '发令单编号各一、起草各一次']);
    expect(sentences).toContain(`order ${row?.other} stands 2 times`);
  });
});

describe('a system that is at work', () => {
  test('raises no alarm while commands and sweeps run', async () => {
    let stopped = false;
    let acts = 0;
    const act = async (caseId: string | null, type: string, body: object): Promise<string> => {
      const command = { id: randomUUID(), type, body, ...(caseId === null ? {} : { caseId }) };
      const outcome = await execute(city.desk, { kind: 'resident', caseId }, command);
      if ('refused' in outcome) throw new Error(outcome.refused);
      acts += 1;
      return outcome.caseId;
    };
    const work = async (): Promise<void> => {
      while (!stopped) {
        const words = '垃圾桶满了两天没人收';
        const caseId = await act(null, 'case.report', { channel: 'web', words, point: STORY_PLACES.xiuxin });
        await sweep(city.desk);
        if (acts % 3 === 0) await act(caseId, 'case.withdraw', { reason: 'mistake' });
      }
    };
    const working = work();
    for (let turn = 0; turn < 3; turn += 1) {
      const before = acts;
      expect(await named()).toEqual([]);
      // Something was done meanwhile, or the turn has shown nothing.
      await expect.poll(() => acts).toBeGreaterThan(before);
    }
    stopped = true;
    await working;
    expect(await named()).toEqual([]);
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
