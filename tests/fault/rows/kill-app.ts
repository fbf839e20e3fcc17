import { setCityClock, setCityRate } from '#server/clock.ts';
import { latenessOf } from '../lateness.ts';
import { close, figure, type Row } from '../row.ts';
import { within } from '../stage.ts';

/** The city's time runs so much faster, that timers run out while processes are killed. */
const RATE = 40;

export const killApp: Row = {
  n: 1,
  name: 'kill an application process',
  fault: 'kill -9 one app process every few seconds',
  bound: 'clients current again p95 ≤ 3 s',
  run: (stage) =>
    within(stage.city(), async (city) => {
      await setCityClock(city.pool.db, 'now', RATE);
      // One burst without an end: what a kill can tear is a command that is under way.
      await city.crowd.begin(stage.scale >= 0.5 ? { perSecond: 100 } : stage.load);
      let kills = 0;
      for (
        const since = performance.now();
        performance.now() - since < stage.seconds(330, 6) || kills < 2;
        kills += 1
      ) {
        await stage.rest(stage.random.between(1_500, 3_500));
        const server = stage.random.pick(city.servers);
        await server.signal('SIGKILL');
        await stage.rest(stage.random.between(100, 1_000));
        await server.start();
      }
      await city.crowd.pause();
      const screens = await city.crowd.takeScreens();
      const late = await latenessOf(city.pool, RATE);
      await setCityRate(city.pool.db, 1);
      return close(
        city,
        [
          figure('clients current again, p95', screens.recoveries.p95, 3_000),
          figure('timers late, p99', late.p99, 1_000),
        ],
        [],
        [`${kills} kills, ${screens.cuts} sockets cut, ${late.n} timers fired meanwhile`],
      );
    }),
};
