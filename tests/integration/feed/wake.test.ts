import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Wake } from '#server/feed/wake.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/running-app.ts';

describe('hints between processes', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  beforeAll(async () => {
    database = await testDatabase();
    admin = new pg.Client(database.connection);
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await database.drop();
  });

  /** One process: how many hints it has had, the one at its beginning among them. */
  const open = async (): Promise<{ wake: Wake; hints: () => number }> => {
    let hints = 0;
    const connect = (): pg.Client => new pg.Client({ ...database.connection, application_name: 'wake' });
    const wake = new Wake(
      connect,
      () => (hints += 1),
      (fault) => expect.unreachable(String(fault)),
    );
    await eventually(() => hints === 1);
    return { wake, hints: () => hints };
  };

  it('reach every other process and not the one that tells', async () => {
    const [first, second, third] = [await open(), await open(), await open()];
    first.wake.tell();
    await eventually(() => second.hints() === 2 && third.hints() === 2);
    second.wake.tell();
    await eventually(() => first.hints() === 2 && third.hints() === 3);
    expect([first, second, third].map(({ hints }) => hints())).toEqual([2, 2, 3]);
    await Promise.all([first, second, third].map(({ wake }) => wake.stop()));
  });

  it('are few for many commits: one at once, and one for all that follow', async () => {
    const [first, second] = [await open(), await open()];
    for (let n = 0; n < 50; n += 1) first.wake.tell();
    await eventually(() => second.hints() === 3);
    second.wake.tell();
    await eventually(() => first.hints() === 2);
    expect(second.hints()).toBe(3);
    await Promise.all([first.wake.stop(), second.wake.stop()]);
  });

  it('come back after the connection was cut, and whatever was missed meanwhile is looked for', async () => {
    const [first, second] = [await open(), await open()];
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'wake'`,
    );
    await eventually(() => first.hints() === 2 && second.hints() === 2);
    first.wake.tell();
    await eventually(() => second.hints() === 3);
    await Promise.all([first.wake.stop(), second.wake.stop()]);
  });
});
