import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { ChainWriter } from '#server/audit/extend.ts';
import { recount } from '#server/audit/recount.ts';
import { newestText } from '#server/audit/row.ts';
import type { Database } from '#server/db/pool.ts';
import { emptyCity } from '../support/played-day.ts';
import { onClient, openBenchCluster } from './cluster.ts';
import { livedCase } from './search.ts';

/**
 * How many events a second the audit chain binds, and how many `verify -- --audit` recounts; in the same run the limit:
 * reading the same texts and hashing each by itself, without a chain and without writing. And what a link weighs.
 */
export async function audit(argv: string[]): Promise<object> {
  const { values } = parseArgs({ args: argv, options: { events: { type: 'string', default: '50000' } } });
  const tearDown = await openBenchCluster();
  const city = await emptyCity('2021-07-01T08:00:00+08:00');
  try {
    await livedCase(city);
    const events = await repeatLog(city.url, Number(values.events));
    const limit = await rate(events, () => readAndHash(city.db));
    const bound = await rate(events, () => new ChainWriter(city.db).extend());
    const recounted = await rate(events, async () => {
      const { findings, checked } = await recount(city.db, 'feed');
      if (findings.length > 0 || checked !== events) throw new Error('the chain is not whole');
    });
    await onClient(city.url, (client) => client.query('vacuum analyze audit_link'));
    const { rows } = await city.db.execute<{ link: string; event: string }>(sql`
      select pg_total_relation_size('audit_link') / (select count(*) from audit_link) as link,
        (pg_total_relation_size('event') + pg_total_relation_size('feed')) / (select count(*) from feed) as event`);
    const [linkBytes, eventBytes] = [Number(rows[0]?.link), Number(rows[0]?.event)];
    console.log(`${events} events, a second:`);
    console.log(`  read and hashed, no chain (limit)  ${limit}`);
    console.log(`  bound                              ${bound}`);
    console.log(`  recounted                          ${recounted}`);
    console.log(`a link weighs ${linkBytes} bytes with its indexes, an event ${eventBytes}`);
    return { events, limit, bound, recounted, linkBytes, eventBytes };
  } finally {
    await city.drop();
    await tearDown();
  }
}

/** The events of one case that has lived, again and again, past the triggers and in the order of the feed. */
async function repeatLog(url: string, count: number): Promise<number> {
  return onClient(url, async (client) => {
    await client.query(`set session_replication_role = replica`);
    await client.query(
      `insert into event (command_id, case_id, version, type, v, at, body, before, after, image)
       select command_id, case_id, version, type, v, at, body, before, after, image from event, generate_series(1, $1)
       limit $2`,
      [count, count],
    );
    await client.query('delete from feed');
    await client.query('insert into feed (seq, eid) select row_number() over (order by eid), eid from event');
    const { rows } = await client.query<{ seq: string }>(
      'update feed_head set seq = (select max(seq) from feed) returning seq',
    );
    for (const table of ['event', 'feed']) await client.query(`vacuum analyze ${table}`);
    return Number(rows[0]?.seq);
  });
}

async function readAndHash(db: Database): Promise<void> {
  for (let after = 0; ;) {
    const { rows } = await db.execute<{ ref: string; text: string }>(sql`
      select f.seq as ref, ${newestText('feed')} as text from feed f join event e on e.eid = f.eid
      where f.seq > ${after} order by f.seq limit 1000`);
    for (const { text } of rows) createHash('sha256').update(text).digest();
    if (rows.length === 0) return;
    after = Number(rows.at(-1)?.ref);
  }
}

/** Rows a second. */
async function rate(rows: number, work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return Math.round(rows / ((performance.now() - begun) / 1_000));
}
