import { parseArgs } from 'node:util';
import { keepRules } from '#server/timer/rules.ts';
import { setCityClock } from '#server/clock.ts';
import { openPool } from '#server/db/pool.ts';
import { Sweeper } from '#server/timer/sweeper.ts';
import { emptyCity, type EmptyCity } from '../support/played-day.ts';
import { onClient, openBenchCluster } from './cluster.ts';
import { parentOf, postgresCpuMs } from './postgres-cpu.ts';
import { waitingCase } from './timer-city.ts';
import { emptySweepBuffers, openOwn, type Drained } from './timer-own.ts';
import { openBare, openGraphile, type Rival } from './timer-rivals.ts';

const IDLE_MS = 20_000;
/** How often graphile-worker is told to look in the row where it does not wait its own two seconds. */
const TUNED_MS = 250;

/**
 * How late timers fire, and how fast what is overdue is made up for, in the same run as the limit (one bare
 * statement) and graphile-worker. Lateness is from the instant to the commit of the effect, by Postgres' own stamps.
 */
export async function timers(argv: string[]): Promise<object> {
  const { values } = parseArgs({
    args: argv,
    options: {
      armed: { type: 'string', default: '100000' },
      due: { type: 'string', default: '1000' },
      overdue: { type: 'string', default: '10000' },
      rounds: { type: 'string', default: '3' },
    },
  });
  const load: Load = {
    ...{ armed: Number(values.armed), due: Number(values.due) },
    ...{ overdue: Number(values.overdue), rounds: Number(values.rounds) },
  };
  const tearDown = await openBenchCluster({ track_commit_timestamp: 'on' });
  const city = await emptyCity('2021-07-01T08:00:00+08:00');
  try {
    await setCityClock(city.db, 'now', 1);
    return print(load, await measure(city, load));
  } finally {
    await city.drop();
    await tearDown();
  }
}

interface Load {
  armed: number;
  due: number;
  overdue: number;
  rounds: number;
}

/** Milliseconds late, of all timers of all rounds. */
interface Row {
  name: string;
  spread: number[];
  burst: number[];
}

interface Measured {
  rows: Row[];
  buffers: { look: number; claim: number };
  idle: { sweeper: number; none: number };
  drained: Drained[];
}

async function measure(city: EmptyCity, load: Load): Promise<Measured> {
  const own = await openOwn(city, await waitingCase(city));
  const rivals = [
    own,
    await openBare(await databaseOf(city, 'bare')),
    await openGraphile(await databaseOf(city, 'graphile'), 'graphile-worker', null),
    await openGraphile(await databaseOf(city, 'tuned'), `graphile, ${TUNED_MS} ms`, TUNED_MS),
  ];
  for (const rival of rivals) {
    const begun = performance.now();
    await rival.arm(load.armed);
    console.log(`${rival.name}: ${load.armed} armed in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  }
  const { buffers, idle } = await measureIdle(city);
  const rows: Row[] = rivals.map(({ name }) => ({ name, spread: [], burst: [] }));
  for (let round = 0; round < load.rounds; round += 1) {
    for (const [n, rival] of rivals.entries()) {
      rows[n]?.spread.push(...(await fireOnce(rival, load.due, 1_000)));
      rows[n]?.burst.push(...(await fireOnce(rival, load.due, 0)));
    }
  }
  const drained: Drained[] = [];
  await own.start();
  for (let round = 0; round < load.rounds; round += 1) drained.push(await own.drain(load.overdue));
  for (const rival of rivals) await rival.close();
  return { rows, buffers, idle, drained };
}

/** A database of a rival's own beside ours. */
async function databaseOf(city: EmptyCity, name: string): Promise<string> {
  await onClient(city.url, (client) => client.query(`create database ${name}`));
  const url = new URL(city.url);
  url.pathname = `/${name}`;
  return url.href;
}

async function fireOnce(rival: Rival, due: number, overMs: number): Promise<number[]> {
  const before = await rival.fired();
  const from = new Date(Date.now() + 5_000);
  await rival.add(due, from, overMs);
  if (Date.now() > from.getTime() - 500) throw new Error(`${rival.name} took too long to arm ${due}`);
  await rival.start();
  while ((await rival.fired()) < before + due) await rest(100);
  await rival.stop();
  const late = await rival.lateness(from);
  if (late.length !== due) throw new Error(`${rival.name}: ${late.length} effects for ${due} timers`);
  return late;
}

/** Processor time of the whole Postgres, in percent of a core: with the empty sweeps of one process, and without any. */
async function measureIdle(city: EmptyCity): Promise<Pick<Measured, 'buffers' | 'idle'>> {
  const pool = openPool({ connectionString: city.url }, console.error, 2);
  const desk = { ...city.desk, db: pool.db, rules: await keepRules(pool.db) };
  const { rows } = await pool.raw.query('select pg_backend_pid() as pid');
  const postmaster = parentOf(Number(rows[0]?.pid));
  const percent = async (): Promise<number> => {
    await rest(3_000);
    const before = postgresCpuMs(postmaster);
    await rest(IDLE_MS);
    return ((postgresCpuMs(postmaster) - before) / IDLE_MS) * 100;
  };
  const none = await percent();
  const sweeper = new Sweeper({ desk, onFault: console.error, onAlarm: console.error });
  const swept = await percent();
  await sweeper.stop();
  const buffers = await emptySweepBuffers(pool);
  await pool.end();
  return { buffers, idle: { sweeper: swept, none } };
}

const rest = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Nearest rank. */
function quantile(all: number[], q: number): number {
  const sorted = all.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

function print(load: Load, { rows, buffers, idle, drained }: Measured): object {
  console.log(
    `timers: ${load.armed} armed, ${load.due} due, ${load.rounds} rounds; ms from the instant to the commit`,
  );
  console.log('                      due within one second        due at one instant');
  console.log('                        p50      p99      max      p50      p99      max');
  for (const { name, spread, burst } of rows) {
    const cells = [spread, burst].flatMap((late) =>
      [0.5, 0.99, 1].map((q) => quantile(late, q).toFixed(1).padStart(9)),
    );
    console.log(`${name.padEnd(18)}${cells.join('')}`);
  }
  const seconds = drained.map((one) => one.seconds);
  const [first] = drained;
  console.log(
    `${load.overdue} overdue: ${seconds.map((s) => s.toFixed(2)).join(', ')} s; each time ${first?.firings} firings, ${first?.events} events, ${first?.armed} timers armed; ${drained.reduce((sum, one) => sum + one.wrong, 0)} wrong`,
  );
  console.log(
    `idle Postgres: ${idle.sweeper.toFixed(2)} % of a core with sweeps, ${idle.none.toFixed(2)} % without`,
  );
  console.log(`an empty sweep: ${buffers.look} buffers; a claim that finds nothing: ${buffers.claim}`);
  const [own, bare, graphile, tuned] = rows.map(({ spread }) => quantile(spread, 0.99));
  const ratio = (other: number | undefined): number => round((own ?? Number.NaN) / (other ?? Number.NaN), 3);
  return {
    bench: 'timers',
    ...load,
    ratios: {
      late_p99_vs_graphile: ratio(graphile),
      late_p99_vs_graphile_tuned: ratio(tuned),
      late_p99_vs_bare: ratio(bare),
    },
    late_p99_ms: round(own ?? Number.NaN, 1),
    burst_p99_ms: round(quantile(rows[0]?.burst ?? [], 0.99), 1),
    drain_s: round(quantile(seconds, 0.5), 2),
    idle_pg_cpu_pct: round(idle.sweeper, 2),
    empty_sweep_buffers: buffers.look,
  };
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
