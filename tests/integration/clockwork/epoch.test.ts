import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPool, type Pool } from '#server/db/pool.ts';
import { rotateEpoch } from '#server/feed/epoch.ts';
import { FeedTail } from '#server/feed/tail.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/running-app.ts';

let database: TestDatabase;
let pool: Pool;
let tail: FeedTail;

beforeAll(async () => {
  database = await testDatabase();
  pool = openPool({ connectionString: database.url }, () => undefined, 4);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  const nothing = (): void => undefined;
  tail = new FeedTail({ db: pool.db, onRows: nothing, onBroken: nothing, onFault: nothing, pollMs: 5 });
  await tail.start();
});
afterEach(() => tail.stop());

async function happen(): Promise<void> {
  const after = JSON.stringify({ areaCode: '440310005001', departments: [] });
  const body = JSON.stringify({ type: 'case.closed' });
  await pool.db.execute(sql`insert into event (case_id, version, type, at, body, after)
    values (${randomUUID()}, 1, 'case.closed', city_now(), ${body}::jsonb, ${after}::jsonb)`);
}

describe('a process notices that the feed under it was exchanged', () => {
  test('not while it is the same one, however fast it grows', async () => {
    const asked: boolean[] = [];
    for (let n = 0; n < 20; n += 1) {
      const [same] = await Promise.all([tail.isSame(), happen()]);
      asked.push(same);
    }
    expect(asked.every(Boolean)).toBe(true);
  });

  test('when the epoch is another one', async () => {
    const before = tail.epoch;
    const { epoch, seq } = await rotateEpoch(pool.db);
    expect(epoch).not.toBe(before);
    expect(seq).toBe(tail.seq);
    expect(await tail.isSame()).toBe(false);
  });

  test('when it has fewer numbers than were read', async () => {
    const before = tail.seq;
    await happen();
    await eventually(() => tail.seq === before + 1);
    await pool.db.execute(sql`update feed_head set seq = seq - 1`);
    expect(await tail.isSame()).toBe(false);
    await pool.db.execute(sql`update feed_head set seq = seq + 1`);
    expect(await tail.isSame()).toBe(true);
  });
});
