import { setCityClock, setCityRate } from '#server/clock.ts';
import type { City } from '../city.ts';
import { latenessOf } from '../lateness.ts';
import { addCounts, close, figure, type Found, type Row } from '../row.ts';
import { within, type Stage } from '../stage.ts';

/** The city's time runs so much faster, that timers run out while processes are killed. */
const RATE = 40;
/** So many at once, again and again: what a kill can tear is a command that is under way. */
const TOGETHER = 24;

export const killApp: Row = {
  n: 1,
  name: 'kill an application process',
  fault: 'kill -9 one app process every few seconds',
  bound: 'clients current again p95 ≤ 3 s',
  run: async (stage) => {
    const timed = await within(stage.timed(), (city) => underLoad(city, stage));
    // A part of the suite runs beside other tests, which take the machine as it is.
    if (stage.scale < 0.5) return timed;
    const torn = await within(stage.city({ screens: 8 }), (city) => underMuch(city, stage));
    return {
      figures: [...timed.figures, ...torn.figures],
      faults: [...timed.faults, ...torn.faults],
      counts: addCounts(timed.counts, torn.counts),
      notes: [...(timed.notes ?? []), ...(torn.notes ?? [])],
    };
  },
};

/** As many commands as an installation is built for: how soon is everybody current again? */
async function underLoad(city: City, stage: Stage): Promise<Found> {
  await setCityClock(city.pool.db, 'now', RATE);
  await city.crowd.begin(stage.load);
  let kills = 0;
  for (
    const since = performance.now();
    performance.now() - since < stage.seconds(240, 6) || kills < 2;
    kills += 1
  )
    await killOne(city, stage);
  await city.crowd.pause();
  const screens = await city.crowd.takeScreens();
  const others = await city.audience?.takeScreens();
  const late = await latenessOf(city.pool, RATE);
  await setCityRate(city.pool.db, 1);
  const figures = [
    figure('clients current again, p95', screens.recoveries.p95, 3_000),
    figure('timers late, p99', late.p99, 1_000),
  ];
  const notes = [
    `${kills} kills, ${screens.cuts + (others?.cuts ?? 0)} sockets cut, ${late.n} timers fired meanwhile`,
    `current again: ${screens.recoveries.n} times, p50 ${screens.recoveries.p50.toFixed(0)} ms`,
    ...(others
      ? [`the others: ${others.recoveries.n} times, p95 ${others.recoveries.p95.toFixed(0)} ms`]
      : []),
  ];
  return close(city, figures, [], notes);
}

/** As many commands as the machine answers, whatever the delay: is one of them lost or done twice? */
async function underMuch(city: City, stage: Stage): Promise<Found> {
  await city.crowd.burst(TOGETHER, stage.times(70_000, 1_000));
  let under = true;
  const over = city.crowd.pause().then(() => (under = false));
  let kills = 0;
  for (; under; kills += 1) await killOne(city, stage);
  await over;
  return close(city, [], [], [`${kills} kills under as many commands as are answered`]);
}

async function killOne(city: City, stage: Stage): Promise<void> {
  await stage.rest(stage.random.between(1_500, 3_500));
  const server = stage.random.pick(city.servers);
  await server.signal('SIGKILL');
  await stage.rest(stage.random.between(100, 1_000));
  await server.start();
}
