import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPool, type Database, type Pool } from '#server/db/pool.ts';
import { claim } from '#server/timer/claim.ts';
import { readLateness } from '#server/timer/lateness.ts';
import { look } from '#server/timer/look.ts';
import { explained } from '../../support/explained.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await testDatabase();
  pool = openPool({ connectionString: database.url }, () => undefined, 2);
  // Without the bounds of the pool: a hundred thousand rows may take longer than a statement of the application.
  const client = new pg.Client(database.connection);
  await client.connect();
  await client.query(`
    insert into "case" (id, number, version, state, area_code, channel, lat, lon, discovered_at, body)
    select gen_random_uuid(), 'n' || n, 1, 'accepted', '440310005', 'wechat', 22.6, 114.3, now(), '{}' from generate_series(1, 20000) n`);
  await client.query(`
    insert into timer (case_id, clock, subject, gen, step, fire_at)
    select id, 'sign', gen_random_uuid(), 1, 'red', now() + interval '1 day' + random() * interval '1 day'
    from "case", generate_series(1, 5)`);
  await client.query('vacuum analyze timer, "case"');
  await client.end();
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

it.each([
  ['a look', (db: Database) => look(db, [])],
  ['a look past some cases', (db: Database) => look(db, ['00000000-0000-4000-8000-000000000001'])],
  ['a claim', (db: Database) => claim(db, 50, [])],
])(
  '%s at a hundred thousand armed timers of which none is due touches less than fifty pages',
  async (_, work) => {
    const { plan, buffers } = await explained(pool, work);
    expect(plan).toContain('"timer_due"');
    expect(buffers).toBeLessThan(50);
  },
);

it('the same look with a clock that is asked for every row touches all of them', async () => {
  const { buffers } = await explained(pool, (db) =>
    db.execute(sql`select id from timer where state = 'armed' and fire_at <= clock_timestamp()`),
  );
  expect(buffers).toBeGreaterThan(500);
});

it('lateness is read by what fired lately', async () => {
  expect((await explained(pool, (db) => readLateness(db, 60_000))).plan).toContain('"timer_fired"');
});
