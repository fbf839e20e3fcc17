import { randomUUID } from 'node:crypto';
import type { City } from '../city.ts';
import { close, figure, type Row } from '../row.ts';
import { within } from '../stage.ts';

export const idleLock: Row = {
  n: 6,
  name: 'a lock that is held by nobody, and a long writer',
  fault: 'an idle transaction holding a lock; an unrelated long writer',
  bound:
    'stall ≤ 2.5 s; beside the writer no pause above 250 ms, or twice the longest without it where that is more',
  run: (stage) =>
    within(stage.city(), async (city) => {
      await city.crowd.begin(stage.load);
      await stage.rest(2_000);
      const stalls: number[] = [];
      for (let round = 0; round < stage.times(6, 1); round += 1) {
        stalls.push(await longestGap(city, () => holdTheHead(city)));
        await stage.rest(3_000);
      }
      const ms = stage.seconds(20, 4);
      const quiet = await longestGap(city, () => stage.rest(ms));
      const beside = await longestGap(city, () => writeLong(city, ms));
      return close(
        city,
        [
          figure('stall by an idle lock on the head of the feed', Math.max(...stalls), 2_500),
          figure('longest pause beside a long writer', beside, Math.max(250, quiet * 2)),
        ],
        Math.min(...stalls) < 1_000
          ? ['the head of the feed was held and nobody was stalled: nothing was tried']
          : [],
        [`without any fault the longest pause was ${quiet.toFixed(0)} ms`],
      );
    }),
};

/**
 * An application's connection that took a number of the feed early and then says nothing: nobody can commit an event.
 * The bounds of the pool (server/db/pool.ts) end it.
 */
async function holdTheHead(city: City): Promise<void> {
  const client = await city.pool.raw.connect();
  client.on('error', () => undefined);
  await client.query('begin');
  await client.query('set constraints all immediate');
  await client.query(
    `insert into event (case_id, version, type, at, body, after) values ($1, 1, 'case.recorded', city_now(), '{}', '{}')`,
    [randomUUID()],
  );
  await new Promise((done) => client.once('end', done));
  client.release(true);
}

/** Another program's transaction in the same cluster, which has written and does not end. */
async function writeLong(city: City, ms: number): Promise<void> {
  await city.postgres.tell(
    `begin; create table unrelated (n int); insert into unrelated select generate_series(1, 1000); select pg_sleep(${ms / 1000}); commit; drop table unrelated`,
    city.database,
  );
}

/** From an answer before it to an answer after it: where nothing is answered meanwhile, all of that is the gap. */
async function longestGap(city: City, meanwhile: () => Promise<void>): Promise<number> {
  await city.crowd.takeCommands();
  await city.crowd.untilAccepted(60_000);
  await meanwhile();
  await city.crowd.untilAccepted(60_000);
  return (await city.crowd.takeCommands()).longestGapMs;
}
