import { chmodSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { setCityClock } from '#server/clock.ts';
import { timerTable } from '#server/timer/table.ts';
import { openCluster, type City } from '../city.ts';
import { dueNow, latenessOf } from '../lateness.ts';
import { close, figure, NOTHING, type Found, type Row } from '../row.ts';
import { within, type Stage } from '../stage.ts';

const LIBRARIES = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map(
  (arch) => `/usr/lib/${arch}/faketime/libfaketime.so.1`,
);
const RATE = 40;
/** What every process writes when the database's clock was set under it. */
const ALARM = 'clock was set';

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
      counts: application.counts,
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
    const begun = await databaseClock(city);
    await city.crowd.begin(stage.load);
    await stage.rest(stage.seconds(30, 4));
    await city.crowd.pause();
    const ended = await databaseClock(city);
    const { rows } = await city.pool.raw.query<{ n: number }>(
      `select count(*)::int as n from event where at not between $1 and $2 or (body->>'at')::bigint not between $3 and $4`,
      [new Date(begun), new Date(ended), begun, ended],
    );
    const faults =
      rows[0]!.n === 0 ? [] : [`${rows[0]!.n} facts are stamped with a clock that is not the database's`];
    const from = await databaseClock(city);
    await setCityClock(city.pool.db, from, RATE);
    await stage.rest(stage.seconds(45, 35));
    const late = await latenessOf(city.pool, RATE, from);
    await setCityClock(city.pool.db, 'now', 0);
    if (late.n === 0) faults.push('no timer came due: nothing was tried');
    return close(city, [figure('late under wrong application clocks, p99', late.p99, 1_000)], faults);
  });
}

async function databaseClock(city: City): Promise<number> {
  const { rows } = await city.pool.raw.query<{ now: Date }>('select clock_timestamp() as now');
  return new Date(rows[0]!.now).getTime();
}

/** A Postgres whose clock steps under the running processes: they must say so and fire nothing until it is right again. */
async function wrongDatabase(stage: Stage, library: string): Promise<Found> {
  const dir = mkdtempSync(join(tmpdir(), 'faling-clock-'));
  // As root the database runs as another user, which has to read it.
  chmodSync(dir, 0o755);
  const file = join(dir, 'offset');
  const set = (offset: string): void => writeFileSync(file, `${offset}\n`, { mode: 0o644 });
  set('+0');
  const preload = { LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: file };
  const faked = { ...preload, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' };
  const cluster = await openCluster({}, undefined, faked);
  try {
    return await within(stage.city({ screens: stage.times(30, 4) }, cluster), async (city) => {
      await city.crowd.dispatchMany(stage.times(100, 10));
      const faults: string[] = [];
      const notes: string[] = [];
      for (const offset of ['+3600', '-1800']) {
        const found = await step(city, stage, set, offset);
        faults.push(...found.faults);
        notes.push(found.note);
      }
      return { figures: [], faults, counts: NOTHING, notes };
    });
  } finally {
    await cluster.remove();
  }
}

async function step(city: City, stage: Stage, set: (offset: string) => void, offset: string) {
  const fired = (): Promise<number> => city.pool.db.$count(timerTable, eq(timerTable.state, 'fired'));
  const [before, said] = [await fired(), city.servers.map((server) => server.said.length)];
  const real = Date.now();
  set(offset);
  const stepped = Math.abs((await databaseClock(city)) - real) > 60_000;
  await stage.rest(6_000);
  const [held, due] = [await fired(), await dueNow(city.pool)];
  const alarmed = city.servers.filter((server, n) => server.said.slice(said[n]).includes(ALARM)).length;
  set('+0');
  await stage.rest(4_000);
  const faults = [
    ...(stepped ? [] : ['the database’s clock did not step: nothing was tried']),
    ...(held > before ? [`${held - before} timers fired by a clock that had stepped ${offset} s`] : []),
    ...(alarmed < city.servers.length
      ? [`${city.servers.length - alarmed} processes did not notice a step of ${offset} s`]
      : []),
    ...((await dueNow(city.pool)) > 0 ? ['timers are not fired again after the clock was put right'] : []),
  ];
  return {
    faults,
    note: `step of ${offset} s: ${alarmed} of ${city.servers.length} processes raised the alarm, ${due} due timers were held`,
  };
}
