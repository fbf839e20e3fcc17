import { randomUUID } from 'node:crypto';
import { asc, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool, type Pool } from '#server/db/pool.ts';
import type { FeedRow } from '#server/feed/row.ts';
import { feedTable } from '#server/feed/table.ts';
import { inspectFeed } from '#server/feed/watchdog.ts';
import { FeedTail } from '#server/feed/tail.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/running-app.ts';

const WRITERS = 8;
const EACH = 60;

describe('the feed', () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await testDatabase();
    pool = openPool(database.connection, () => undefined, WRITERS + 4);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  /** One transaction with one to three events, which every seventh time is undone. */
  const write = async (n: number): Promise<number> => {
    const client = await pool.raw.connect();
    try {
      await client.query('begin');
      const events = 1 + (n % 3);
      for (let version = 1; version <= events; version += 1) {
        await client.query(
          `insert into event (case_id, version, type, at, body, after) values ($1, $2, 'case.recorded', city_now(), '{}', '{}')`,
          [randomUUID(), version],
        );
      }
      const undone = n % 7 === 0;
      await client.query(undone ? 'rollback' : 'commit');
      return undone ? 0 : events;
    } finally {
      client.release();
    }
  };

  it('numbers what is committed without a hole, whoever writes and whatever is undone, and the tail sees all of it in order', async () => {
    const seen: FeedRow[] = [];
    const tail = new FeedTail({
      db: pool.db,
      onRows: (rows) => void seen.push(...rows),
      onBroken: (reason) => expect.unreachable(reason),
      onFault: (fault) => expect.unreachable(String(fault)),
      pollMs: 5,
    });
    await tail.start();
    const written = await Promise.all(
      Array.from({ length: WRITERS }, async (_, writer) => {
        let sum = 0;
        for (let i = 0; i < EACH; i += 1) sum += await write(writer * EACH + i);
        return sum;
      }),
    );
    const total = written.reduce((a, b) => a + b, 0);
    await eventually(() => seen.length >= total);
    await tail.stop();

    const numbers = seen.map((row) => row.seq);
    expect(numbers).toEqual(Array.from({ length: total }, (_, index) => index + 1));
    const feed = await pool.db.select().from(feedTable).orderBy(asc(feedTable.seq));
    expect(feed).toHaveLength(total);
    const { rows } = await pool.db.execute(
      sql`select (select count(*) from event)::int as events, (select seq from feed_head)::int as head`,
    );
    expect(rows[0]).toEqual({ events: total, head: total });
  });

  it('finds nothing wrong with a feed that is whole, and says what is missing in one that is not', async () => {
    await write(1);
    expect(await inspectFeed(pool.db)).toEqual({ unnumbered: 0, orphaned: 0, headOff: 0 });
    await pool.raw.query('alter table event disable trigger event_feed');
    await write(1);
    await pool.raw.query('alter table event enable trigger event_feed');
    await write(1);
    expect(await inspectFeed(pool.db)).toEqual({ unnumbered: 2, orphaned: 0, headOff: 0 });
  });

  it('halts loudly instead of stepping over a hole', async () => {
    const broken: string[] = [];
    const tail = new FeedTail({
      db: pool.db,
      onRows: () => undefined,
      onBroken: (reason) => void broken.push(reason),
      onFault: () => undefined,
      pollMs: 5,
    });
    await tail.start();
    await pool.raw.query('update feed_head set seq = seq + 1');
    await write(1);
    await eventually(() => broken.length > 0);
    await tail.stop();
    expect(broken[0]).toMatch(/^after \d+ came \d+$/);
  });

  it('never lets an event be changed or removed', async () => {
    await write(1);
    await expect(pool.raw.query(`update event set type = 'other'`)).rejects.toThrow(/append-only/);
    await expect(pool.raw.query(`delete from feed`)).rejects.toThrow(/append-only/);
  });
});
