import { existsSync } from 'node:fs';
import { setCityClock } from '#server/clock.ts';
import { databaseClock, latenessOf } from '../lateness.ts';
import { addCounts, close, figure, NOTHING, type Found, type Row } from '../row.ts';
import { within, type Stage } from '../stage.ts';
import { wrongDatabase } from './database-clock.ts';

const LIBRARIES = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map(
  (arch) => `/usr/lib/${arch}/faketime/libfaketime.so.1`,
);
const RATE = 40;

export const clocks: Row = {
  n: 8,
  name: 'clocks that are wrong',
  fault: 'application clocks ±10 min; database clock +1 h, −30 min',
  bound: 'no effect; alarm and hold',
  run: async (stage) => {
    const library = LIBRARIES.find((one) => existsSync(one));
    const skipped = 'libfaketime is not installed (Debian: apt-get install libfaketime)';
    if (!library) return { figures: [], faults: [], counts: NOTHING, skipped };
    const application = await wrongApplications(stage, library);
    const database = await wrongDatabase(stage, library);
    return {
      figures: [...application.figures, ...database.figures],
      faults: [...application.faults, ...database.faults],
      counts: addCounts(application.counts, database.counts),
      notes: [...(application.notes ?? []), ...(database.notes ?? [])],
    };
  },
};

/** One process ten minutes ahead, one behind: only the database's clock may be seen in what they write. */
function wrongApplications(stage: Stage, library: string): Promise<Found> {
  const env = (n: number): Record<string, string> =>
    n > 1
      ? {}
      : { LD_PRELOAD: library, FAKETIME: n === 0 ? '+600' : '-600', FAKETIME_DONT_FAKE_MONOTONIC: '1' };
  return within(stage.city({ env }), async (city) => {
    const begun = await databaseClock(city.pool);
    await city.crowd.begin(stage.load);
    await stage.rest(stage.seconds(30, 4));
    await city.crowd.pause();
    const ended = await databaseClock(city.pool);
    const { rows } = await city.pool.raw.query<{ n: number }>(
      `select count(*)::int as n from event where at not between $1 and $2 or (body->>'at')::bigint not between $3 and $4`,
      [new Date(begun), new Date(ended), begun, ended],
    );
    const faults =
      rows[0]!.n === 0 ? [] : [`${rows[0]!.n} facts are stamped with a clock that is not the database's`];
    const from = await databaseClock(city.pool);
    await setCityClock(city.pool.db, from, RATE);
    await stage.rest(stage.seconds(45, 35));
    const late = await latenessOf(city.pool, RATE, from);
    await setCityClock(city.pool.db, 'now', 0);
    if (late.n === 0) faults.push('no timer came due: nothing was tried');
    return close(city, [figure('late under wrong application clocks, p99', late.p99, 1_000)], faults);
  });
}
