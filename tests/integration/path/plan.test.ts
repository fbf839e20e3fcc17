import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Viewer } from '#server/access/actor.ts';
import { setCityClock } from '#server/clock.ts';
import { execute, type Accepted, type Desk } from '#server/command.ts';
import { openPool, type Pool } from '#server/db/pool.ts';
import { DATABASE_ROLES } from '#server/db/scope.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { openQuietDesk } from '#server/demo/day/desk.ts';
import { sweep } from '#server/timer/sweep.ts';
import { emptyCity, type EmptyCity } from '../../support/played-day.ts';

const NOW = '2021-08-13T10:00:00+08:00';
const CASES = 40;
const ACTS = 4 * CASES;
const TABLES = ['case', 'timer', 'command', 'case_key', 'search'];
/** Postgres tries as many plans before it keeps one. */
const KEPT_AFTER = 6;
/** What a firing reads: its row, its case, and what it changes of them. Joins over whole tables took it beyond. */
const MOST_A_FIRING = 5;
/** A case, its key, its command, and the rows of its timers: whatever else there is. */
const MOST = 10;
const RESIDENT: Viewer = { kind: 'resident', caseId: null };

let city: EmptyCity;
let desk: Desk;
let pools: Pool[];

beforeAll(async () => {
  city = await emptyCity(NOW);
  const quiet = await openQuietDesk(city.url, city.sealer, city.borders, () => undefined);
  // One connection each, so that after a few commands all of its statements have the plans that are kept.
  const askers = openPool({ connectionString: city.url }, () => undefined, 1, DATABASE_ROLES.asker);
  pools = [quiet.pool, askers];
  desk = { ...quiet.desk, askers: askers.db };
  for (let n = 0; n < KEPT_AFTER; n += 1) await fire();
});
afterAll(async () => {
  for (const pool of pools) await pool.end();
  await city.drop();
});

const fire = (): Promise<number> => sweep(desk, { limit: 5 });

const personNamed = (id: string): Viewer => {
  const person = city.city.people.find((one) => one.id === id)!;
  return { kind: 'person', person, sessionId: 'none' };
};

async function act(viewer: Viewer, type: string, body: object, caseId?: string): Promise<string> {
  const answer = await execute(desk, viewer, { id: randomUUID(), type, body, ...(caseId && { caseId }) });
  expect(answer).toHaveProperty('events');
  return (answer as Accepted).caseId;
}

/** How many rows were read so far, of the tables themselves and through their indexes. */
async function readSoFar(): Promise<number> {
  for (const { db } of pools) await db.execute(sql`select pg_stat_force_next_flush()`);
  const { rows } = await city.db.execute<{ n: string }>(sql`
    select (select sum(seq_tup_read) from pg_stat_user_tables where relname = any (${sql.param(TABLES)}))
      + (select sum(idx_tup_read) from pg_stat_user_indexes where relname = any (${sql.param(TABLES)})) as n`);
  return Number(rows[0]?.n);
}

/** Some cases from their report to the sign that their clocks ran out; every act several times, with kept plans. */
async function liveSome(dispatcher: Viewer, day: number): Promise<void> {
  await setCityClock(city.db, Date.parse(NOW) + day * 86_400_000, 0);
  for (let n = 0; n < CASES; n += 1) {
    const report = { channel: 'wechat', words: '路灯不亮', point: STORY_PLACES.xiuxin };
    const caseId = await act(RESIDENT, 'case.report', report);
    await act(dispatcher, 'case.accept', { matterCode: 'municipal.garbage-overflow' }, caseId);
    await act(dispatcher, 'case.record', { kind: 'note', text: '已电话核实。' }, caseId);
    const recipients = [{ departmentId: '440310005-municipal', part: 'lead' }];
    await act(dispatcher, 'case.dispatch', { recipients }, caseId);
  }
}

it('an act finds its rows by their keys, whatever was planned while the tables were empty', async () => {
  // given statements that were planned, and kept, over tables of which the database knows nothing yet
  const dispatcher = personNamed('ps-dispatch-1');
  await liveSome(dispatcher, 0);
  const before = await readSoFar();
  // when as many acts come again
  await liveSome(dispatcher, 1);
  // then each of them read a handful of rows
  expect(((await readSoFar()) - before) / ACTS).toBeLessThan(MOST);
});

it('timers that fire find theirs so too', async () => {
  await setCityClock(city.db, Date.parse(NOW) + 2 * 86_400_000, 0);
  const before = await readSoFar();
  let fired = 0;
  for (let n = await fire(); n > 0; n = await fire()) fired += n;
  expect(fired).toBeGreaterThan(ACTS);
  expect(((await readSoFar()) - before) / fired).toBeLessThan(MOST_A_FIRING);
});
