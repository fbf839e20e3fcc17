import { lt, sql } from 'drizzle-orm';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Lexicon } from '#domain/matter/lexicon.ts';
import { Sealer } from '#server/access/seal.ts';
import { sessionTable } from '#server/access/table.ts';
import { CityClock } from '#server/clock.ts';
import { Clockwork, type Work } from '#server/clockwork.ts';
import type { Desk } from '#server/command.ts';
import { openPool, type Pool } from '#server/db/pool.ts';
import type { FeedRow } from '#server/feed/row.ts';
import { FeedTail } from '#server/feed/tail.ts';
import { inspectFeed } from '#server/feed/watchdog.ts';
import { Wake } from '#server/feed/wake.ts';
import type { Lifecycle } from '#server/lifecycle.ts';
import { faultOf } from '#server/log.ts';
import { backfill } from '#server/search/backfill.ts';
import { readLexicon } from '#server/matter/lexicon.ts';
import type { Meters } from '#server/metrics/meters.ts';
import { ensurePolicy } from '#server/timer/policy.ts';
import { keepRules } from '#server/timer/rules.ts';
import type { Alarm } from '#server/timer/hold.ts';
import { Sweeper } from '#server/timer/sweeper.ts';
import { Watch } from '#server/warning/watch.ts';
import { loadWorldData, worldOf, type WorldData } from '#server/world.ts';

export interface EngineOptions {
  databaseUrl: string;
  secret: string;
  life: Lifecycle;
  log: Logger;
  meters: Meters;
  /** Told of each page of the feed, in order. */
  onRows: (rows: readonly FeedRow[]) => void;
  /** Told once when the feed has a hole: nothing may look live any more. */
  onBroken: (reason: string) => void;
}

/** What runs below the screens: the write path, the feed's tail, the sweep and the city's time, on one database. */
export interface Engine {
  pool: Pool;
  desk: Desk;
  clock: CityClock;
  tail: FeedTail;
  worldData: WorldData;
  lexicon: Lexicon;
}

/** The feed's connection is given up when it hangs: a little later than the database itself ends a statement. */
const TAIL_TIMEOUT_MS = 6_000;

/** Opens the engine on a migrated database, stage by stage; `prepare` may fill an empty one first. */
export async function openEngine(
  options: EngineOptions,
  prepare: (pool: Pool, sealer: Sealer) => Promise<void>,
): Promise<Engine> {
  const { life, log, meters } = options;
  const report = (where: string) => (fault: unknown) => {
    meters.fault(where);
    log.error({ where, ...faultOf(fault) }, 'fault');
  };
  const connection = { connectionString: options.databaseUrl };
  const pool = await life.begin(
    'pool',
    () => openPool(connection, report('pool')),
    (opened) => opened.end(),
    3_000,
  );
  const sealer = new Sealer(options.secret);
  await ensurePolicy(pool.db);
  await prepare(pool, sealer);
  const worldData = await loadWorldData(pool.db);
  const lexicon = await readLexicon(pool.db);
  const clock = new CityClock(pool.db);
  await life.begin(
    'city clock',
    () => clock.start(),
    () => clock.stop(),
  );
  const feedPool = await life.begin(
    'feed connection',
    () => openPool({ ...connection, query_timeout: TAIL_TIMEOUT_MS }, report('tail'), 1),
    (opened) => opened.end(),
    3_000,
  );
  const tail = new FeedTail({
    ...{ db: feedPool.db, onRows: options.onRows, onBroken: options.onBroken, onFault: report('tail') },
  });
  const connect = (): pg.Client => new pg.Client(connection);
  const wake = await life.begin(
    'wake',
    () => new Wake(connect, () => tail.poke(), report('wake')),
    (open) => open.stop(),
  );
  let sweeper: Sweeper | undefined;
  const committed = (nextAt: number): void => {
    tail.poke();
    wake.tell();
    sweeper?.expect(nextAt);
  };
  const desk = { ...(await openDesk(pool, worldData, sealer, committed)), meters };
  await life.begin(
    'tail',
    () => tail.start(),
    () => tail.stop(),
  );
  await life.begin(
    'sweeper',
    () => (sweeper = new Sweeper({ desk, onFault: report('sweep'), onAlarm: tellOfClock(log) })),
    (opened) => opened.stop(),
  );
  const works = recurringWork(pool, desk, options.onBroken);
  await life.begin(
    'clockwork',
    () => new Clockwork(works, (name, fault) => report(name)(fault)),
    (running) => running.stop(),
  );
  return { pool, desk, clock, tail, worldData, lexicon };
}

const tellOfClock =
  (log: Logger): Alarm =>
  (alarm) =>
    alarm.held
      ? log.fatal(
          { where: 'database clock', stepMs: alarm.stepMs },
          'the database\'s clock was set, and no timer fires; see docs/operations.md, "When the clock was set"',
        )
      : log.warn({ where: 'database clock' }, 'timers fire again');

/** All recurring work of a process but the sweep of timers and the hub's heartbeat, with its periods. */
function recurringWork(pool: Pool, desk: Desk, onBroken: (reason: string) => void): Work[] {
  const watch = new Watch(desk);
  return [
    { name: 'watch over many cases', everyMs: 30_000, run: () => watch.turn() },
    {
      name: 'feed watchdog',
      everyMs: 60_000,
      run: async () => {
        const defects = await inspectFeed(pool.db);
        if (Object.values(defects).some((n) => n !== 0)) onBroken(`watchdog: ${JSON.stringify(defects)}`);
      },
    },
    {
      name: 'expired sessions',
      everyMs: 3_600_000,
      run: () => pool.db.delete(sessionTable).where(lt(sessionTable.expiresAt, sql`now()`)),
    },
    {
      name: 'search',
      everyMs: 60_000,
      run: () => backfill(desk.db, { sealer: desk.sealer, world: desk.world() }),
    },
  ];
}

async function openDesk(
  pool: Pool,
  data: WorldData,
  sealer: Sealer,
  committed: Desk['committed'],
): Promise<Desk> {
  const world = worldOf(data);
  return { db: pool.db, sealer, committed, world: () => world, rules: await keepRules(pool.db) };
}
