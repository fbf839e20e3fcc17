import type { City } from '../city.ts';
import { close, figure, type Row } from '../row.ts';
import type { ServerProcess } from '../server-process.ts';
import { within, type Stage } from '../stage.ts';

export const stopApp: Row = {
  n: 2,
  name: 'stop an application process in the middle of a transaction',
  fault: 'SIGSTOP an app process 10 s in mid-transaction',
  bound: 'the others’ commits p99 ≤ 500 ms',
  run: (stage) =>
    within(stage.timed(), async (city) => {
      const took: number[] = [];
      const notes: string[] = [];
      await city.crowd.begin(stage.load);
      if (stage.scale >= 0.5) notes.push(await withNobodyStopped(city, stage));
      for (let round = 0; round < stage.times(5, 1); round += 1) {
        await stage.rest(1_000);
        const server = stage.random.pick(city.servers);
        const held = await stopInTransaction(city, server);
        const urls = city.servers.filter((one) => one !== server).map(({ url }) => url);
        await city.crowd.begin({ ...stage.load, urls });
        await city.crowd.takeCommands();
        await stage.rest(stage.seconds(10, 4));
        const { took: spread, accepted } = await city.crowd.takeCommands(urls);
        took.push(spread.p99);
        notes.push(
          `${server.name} stopped with ${held} open transactions; ${accepted} commits of the others, p99 ${spread.p99.toFixed(0)} ms`,
        );
        await server.signal('SIGCONT');
        await city.crowd.begin(stage.load);
        await stage.rest(2_000);
      }
      return close(
        city,
        [figure('the others’ commits, p99 (the worst round)', Math.max(...took), 500)],
        [],
        notes,
      );
    }),
};

/** What the machine takes for the same load without the fault: only beside it can be told what the fault costs. */
async function withNobodyStopped(city: City, stage: Stage): Promise<string> {
  await city.crowd.takeCommands();
  await stage.rest(stage.seconds(20, 4));
  const { took, accepted } = await city.crowd.takeCommands();
  return `nobody stopped: ${accepted} commits, p99 ${took.p99.toFixed(0)} ms`;
}

/** A process is within a transaction only now and then: with a third of twenty commands a second, hardly ever. */
const ATTEMPTS = 2_000;

/** Stops it again and again until the database sees a transaction of it that goes no further. */
async function stopInTransaction(city: City, server: ServerProcess): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    await server.signal('SIGSTOP');
    const { rows } = await city.pool.raw.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity
       where application_name = $1 and state like 'idle in transaction%' and backend_xid is not null`,
      [server.name],
    );
    if (rows[0]!.n > 0) return rows[0]!.n;
    await server.signal('SIGCONT');
    await new Promise((done) => setTimeout(done, 15));
  }
  throw new Error(`${server.name} was never caught in a transaction`);
}
