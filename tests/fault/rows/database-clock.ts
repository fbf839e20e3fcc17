import { chmodSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { timerTable } from '#server/timer/table.ts';
import { openCluster, type City } from '../city.ts';
import { databaseClock, dueNow } from '../lateness.ts';
import { close, type Found } from '../row.ts';
import { within, type Stage } from '../stage.ts';

/** What every process writes when the database's clock was set under it. */
const ALARM = 'clock was set';

/**
 * A Postgres whose clock steps under the running processes and under load: they must say so and fire nothing until it is right
 * again. Commands go on, stamped as always by the database.
 */
export async function wrongDatabase(stage: Stage, library: string): Promise<Found> {
  const dir = mkdtempSync(join(tmpdir(), 'faling-clock-'));
  // As root the database runs as another user, which has to read it.
  chmodSync(dir, 0o755);
  const file = join(dir, 'offset');
  // In one step: under load somebody asks for the time at any moment, and reads the file for it.
  const set = (offset: string): void => {
    writeFileSync(`${file}.next`, `${offset}\n`, { mode: 0o644 });
    renameSync(`${file}.next`, file);
  };
  set('+0');
  const preload = { LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: file };
  const faked = { ...preload, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' };
  const cluster = await openCluster({}, undefined, faked);
  try {
    return await within(stage.city({ screens: stage.times(30, 4) }, cluster), async (city) => {
      await city.crowd.dispatchMany(stage.times(100, 10));
      const faults: string[] = [];
      const notes: string[] = [];
      await city.crowd.begin(stage.load);
      for (const offset of ['+3600', '-1800']) {
        const found = await step(city, stage, set, offset);
        faults.push(...found.faults);
        notes.push(found.note);
      }
      return close(city, [], faults, notes);
    });
  } finally {
    await cluster.remove();
  }
}

async function step(city: City, stage: Stage, set: (offset: string) => void, offset: string) {
  const fired = (): Promise<number> => city.pool.db.$count(timerTable, eq(timerTable.state, 'fired'));
  const [before, said] = [await fired(), city.servers.map((server) => server.said.length)];
  await city.crowd.takeCommands();
  const real = Date.now();
  set(offset);
  const stepped = Math.abs((await databaseClock(city.pool)) - real) > 60_000;
  await stage.rest(6_000);
  const [held, due] = [await fired(), await dueNow(city.pool)];
  const alarmed = city.servers.filter((server, n) => server.said.slice(said[n]).includes(ALARM)).length;
  const { accepted } = await city.crowd.takeCommands();
  set('+0');
  await stage.rest(4_000);
  const faults = [
    ...(stepped ? [] : ['the database’s clock did not step: nothing was tried']),
    ...(held > before ? [`${held - before} timers fired by a clock that had stepped ${offset} s`] : []),
    ...(alarmed < city.servers.length
      ? [`${city.servers.length - alarmed} processes did not notice a step of ${offset} s`]
      : []),
    ...(accepted > 0 ? [] : ['no command was answered meanwhile: nothing was tried']),
    ...((await areHeld(city, stage)) ? ['timers are not fired again after the clock was put right'] : []),
  ];
  return {
    faults,
    note: `step of ${offset} s: ${alarmed} of ${city.servers.length} processes raised the alarm, ${due} due timers were held, ${accepted} commands went on`,
  };
}

/** Whether something due is there at every look: under load now and then a timer is due a moment before it fires. */
async function areHeld(city: City, stage: Stage): Promise<boolean> {
  for (let looks = 0; looks < 10; looks += 1) {
    if ((await dueNow(city.pool)) === 0) return false;
    await stage.rest(100);
  }
  return true;
}
