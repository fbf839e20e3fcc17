import pg from 'pg';
import type { Logger } from 'pino';
import { Sealer } from '#server/access/seal.ts';
import { CityClock } from '#server/clock.ts';
import { Clockwork, type Work } from '#server/clockwork.ts';
import type { Desk } from '#server/command.ts';
import { openPool, type Pool } from '#server/db/pool.ts';
import type { FeedRow } from '#server/feed/row.ts';
import { FeedTail } from '#server/feed/tail.ts';
import { inspectFeed } from '#server/feed/watchdog.ts';
import { Listener, Waker } from '#server/feed/wake.ts';
import type { Lifecycle } from '#server/lifecycle.ts';
import { faultOf } from '#server/log.ts';
import { backfill } from '#server/search/backfill.ts';
import { Premises } from '#server/premises.ts';
import { forget } from '#server/retention.ts';
import { ensurePolicy } from '#server/timer/policy.ts';
import { Sweeper } from '#server/timer/sweeper.ts';
import { Watch } from '#server/warning/watch.ts';

export interface EngineOptions {
  databaseUrl: string;
  secret: string;
  /** How many connections this process may hold for its queries. */
  connections: number;
  life: Lifecycle;
  log: Logger;
  /** Told of each page of the feed, in order. */
  onRows: (rows: readonly FeedRow[]) => void;
  /** Told once when the feed has a hole: nothing may look live any more. */
  onBroken: (reason: string) => void;
  /** Told when the feed under us was exchanged, by a restore or a promotion: this process has to begin anew. */
  onExchanged: () => void;
}

/** What runs below the screens: the write path, the feed's tail, the sweep and the city's time, on one database. */
export interface Engine {
  pool: Pool;
  desk: Desk;
  clock: CityClock;
  tail: FeedTail;
  premises: Premises;
}

/** Opens the engine on a migrated database, stage by stage; `prepare` may fill an empty one first. */
export async function openEngine(
  options: EngineOptions,
  prepare: (pool: Pool, sealer: Sealer) => Promise<void>,
): Promise<Engine> {
  const { life, log } = options;
  const report = (where: string) => (fault: unknown) => log.error({ where, ...faultOf(fault) }, 'fault');
  const connection = { connectionString: options.databaseUrl };
  const pool = await life.begin(
    'pool',
    () => openPool(connection, report('pool'), options.connections),
    (opened) => opened.end(),
    3_000,
  );
  const sealer = new Sealer(options.secret);
  await ensurePolicy(pool.db);
  await prepare(pool, sealer);
  const premises = await Premises.open(pool.db);
  const clock = new CityClock(pool.db);
  await life.begin(
    'city clock',
    () => clock.start(),
    () => clock.stop(),
  );
  const tail = new FeedTail({
    ...{ db: pool.db, onRows: options.onRows, onBroken: options.onBroken, onFault: report('tail') },
  });
  const waker = new Waker(pool.raw, report('waker'));
  const committed = (): void => {
    tail.poke();
    waker.tell();
  };
  const desk: Desk = {
    ...{ db: pool.db, sealer, committed },
    world: () => premises.world,
    rules: (db) => premises.rules(db),
  };
  await life.begin(
    'tail',
    () => tail.start(),
    () => tail.stop(),
  );
  await life.begin(
    'waker',
    () => waker,
    () => waker.stop(),
  );
  const connect = (): pg.Client => new pg.Client(connection);
  await life.begin(
    'listener',
    () => new Listener(connect, () => tail.poke()),
    (listener) => listener.stop(),
  );
  await life.begin(
    'sweeper',
    () => new Sweeper(desk, clock, report('sweep')),
    (sweeper) => sweeper.stop(),
  );
  const works = recurringWork(pool, desk, tail, premises, options);
  await life.begin(
    'clockwork',
    () => new Clockwork(works, (name, fault) => report(name)(fault)),
    (running) => running.stop(),
  );
  return { pool, desk, clock, tail, premises };
}

/** The recurring work that nothing else does by itself; the timetable says how often, and names the rest. */
function recurringWork(
  pool: Pool,
  desk: Desk,
  tail: FeedTail,
  premises: Premises,
  { onBroken, onExchanged }: EngineOptions,
): Work[] {
  const watch = new Watch(desk);
  return [
    { name: 'watch', run: () => watch.turn() },
    {
      name: 'feed watchdog',
      run: async () => {
        const defects = await inspectFeed(pool.db);
        if (Object.values(defects).some((n) => n !== 0)) onBroken(`watchdog: ${JSON.stringify(defects)}`);
      },
    },
    {
      name: 'epoch',
      run: async () => {
        if (!(await tail.isSame())) onExchanged();
      },
    },
    { name: 'premises', run: () => premises.refresh() },
    { name: 'retention', run: () => forget(pool.db) },
    { name: 'search', run: () => backfill(desk.db, { sealer: desk.sealer, world: desk.world() }) },
  ];
}
