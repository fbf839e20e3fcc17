import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPool } from '#server/db/pool.ts';
import { forget } from '#server/retention.ts';
import { emptyCity, type EmptyCity } from '../../support/played-day.ts';

let city: EmptyCity;
beforeAll(async () => (city = await emptyCity('2021-08-02T10:00:00+08:00')));
afterAll(() => city.drop());

/** Ids of commands that were sent so long before now, by the city's time. */
async function commands(count: number, ago: string): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await city.db.execute(sql`insert into command (id, actor, type, request_hash, at)
      values (${randomUUID()}, 'ps-dispatch-1', 'case.accept', 'hash', city_now() - ${ago}::interval)`);
  }
}
async function count(table: string): Promise<number> {
  const { rows } = await city.db.execute<{ n: string }>(
    sql`select count(*) as n from ${sql.identifier(table)}`,
  );
  return Number(rows[0]?.n);
}

test('the ids of commands are kept for thirty days of the city, and then forgotten, page by page', async () => {
  await commands(7, '31 days');
  await commands(2, '30 days 1 second');
  await commands(3, '29 days 23 hours');
  expect((await forget(city.db, 4)).commands).toBe(9);
  expect(await count('command')).toBe(3);
  expect(await forget(city.db)).toEqual({ sessions: 0, verifications: 0, commands: 0 });
});

test('expired sessions and verifications are forgotten, the others stay', async () => {
  const [user] = city.city.people;
  for (const [id, until] of [
    ['gone', '-1 minute'],
    ['there', '1 minute'],
  ]) {
    await city.db.execute(sql`insert into session (id, token, user_id, expires_at)
      values (${id}, ${id}, ${user?.id}, now() + ${until}::interval)`);
    await city.db.execute(sql`insert into verification (id, identifier, value, expires_at)
      values (${id}, ${id}, ${id}, now() + ${until}::interval)`);
  }
  expect(await forget(city.db)).toEqual({ sessions: 1, verifications: 1, commands: 0 });
  const { rows } = await city.db.execute(sql`select id from session union all select id from verification`);
  expect(rows).toEqual([{ id: 'there' }, { id: 'there' }]);
});

test('three processes that forget at once delete each id once, and wait for nobody', async () => {
  await commands(60, '40 days');
  const pools = [1, 2, 3].map(() => openPool({ connectionString: city.url }, () => undefined, 2));
  const done = await Promise.all(pools.map((pool) => forget(pool.db, 10)));
  const first = done.reduce((sum, one) => sum + one.commands, 0);
  // Rows that another one was deleting were left to it.
  expect(first).toBe(60);
  expect((await forget(city.db)).commands).toBe(0);
  for (const pool of pools) await pool.end();
});
