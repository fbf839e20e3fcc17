import type { Logger } from 'pino';
import { Sealer } from '#server/access/seal.ts';
import { auditWork, type Keeping } from '#server/audit/keeping.ts';
import { CityClock } from '#server/clock.ts';
import { openNumbers } from '#server/case/number.ts';
import { Clockwork, type Work } from '#server/clockwork.ts';
import type { Desk } from '#server/command.ts';
import type { Connections } from '#server/connections.ts';
import { ownConnection } from '#server/db/own-connection.ts';
import { openPool, type Pool } from '#server/db/pool.ts';
import { DATABASE_ROLES } from '#server/db/scope.ts';
import type { FeedRow } from '#server/feed/row.ts';
import { FeedTail } from '#server/feed/tail.ts';
import { inspectFeed } from '#server/feed/watchdog.ts';
import { Wake } from '#server/feed/wake.ts';
import type { Lifecycle } from '#server/lifecycle.ts';
import { faultOf } from '#server/log.ts';
import { backfill } from '#server/search/backfill.ts';
import type { Meters } from '#server/metrics/meters.ts';
import { makeMoments } from '#server/moment/make.ts';
import { Premises } from '#server/premises.ts';
import { applyEnacted } from '#server/retention/apply.ts';
import { forget } from '#server/retention.ts';
import type { Alarm } from '#server/timer/hold.ts';
import { ensurePolicy } from '#server/timer/policy.ts';
import { Sweeper } from '#server/timer/sweeper.ts';
import { Watch } from '#server/warning/watch.ts';
import { forgetWhereabouts } from '#server/whereabouts/tell.ts';

export interface EngineOptions {
  databaseUrl: string;
  secret: string;
  /** How many connections this process may hold. */
  connections: Connections;
  life: Lifecycle;
  log: Logger;
  meters: Meters;
  /** What signs the heads of the audit chains, and where they go. */
  keeping: Keeping;
  /** Told of each page of the feed, in order. */
  onRows: (rows: readonly FeedRow[]) => void;
  /** Told once when the feed has a hole: nothing may look live any more. */
  onBroken: (reason: string) => void;
  /** Told when the feed under us was exchanged, by a restore or a promotion: this process has to begin anew. */
  onExchanged: () => void;
}

/** What runs below the screens: the write path, the feed's tail, the sweep and the city's time, on one database. */
export interface Engine {
  /** The system's own work. */
  pool: Pool;
  /** Whoever asks from outside, each transaction with a reach of its own. */
  askers: Pool;
  /** Running numbers, and nothing else. */
  numbers: Pool;
  desk: Desk;
  clock: CityClock;
  tail: FeedTail;
  premises: Premises;
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
  // Begun before the pools, and so ended after them: a command that they let finish may still ask for a number.
  const numbers = await life.begin(
    'connection for numbers',
    () => openNumbers(connection, report('pool')),
    (opened) => opened.end(),
    3_000,
  );
  const askers = await life.begin(
    'pool of the askers',
    () => openPool(connection, report('pool'), options.connections.askers, DATABASE_ROLES.asker),
    (opened) => opened.end(),
    3_000,
  );
  const pool = await life.begin(
    'pool',
    () => openPool(connection, report('pool'), options.connections.system, DATABASE_ROLES.system),
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
  const feedPool = await life.begin(
    'feed connection',
    () => openPool({ ...connection, query_timeout: TAIL_TIMEOUT_MS }, report('tail'), 1, DATABASE_ROLES.tail),
    (opened) => opened.end(),
    3_000,
  );
  const tail = new FeedTail({
    ...{ db: feedPool.db, onRows: options.onRows, onBroken: options.onBroken, onFault: report('tail') },
  });
  const wake = await life.begin(
    'wake',
    () =>
      new Wake(
        () => ownConnection(options.databaseUrl),
        () => tail.poke(),
        report('wake'),
      ),
    (open) => open.stop(),
  );
  let sweeper: Sweeper | undefined;
  const committed = (nextAt: number): void => {
    tail.poke();
    wake.tell();
    sweeper?.expect(nextAt);
  };
  const desk: Desk = {
    ...{ db: pool.db, askers: askers.db, numbers: numbers.db, sealer, committed, meters },
    world: () => premises.world,
    rules: (db) => premises.rules(db),
  };
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
  const works = recurringWork(pool, desk, tail, premises, options);
  await life.begin(
    'clockwork',
    () => new Clockwork(works, (name, fault) => report(name)(fault)),
    (running) => running.stop(),
  );
  return { pool, askers, numbers, desk, clock, tail, premises };
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

/** The recurring work that nothing else does by itself; the timetable says how often, and names the rest. */
function recurringWork(
  pool: Pool,
  desk: Desk,
  tail: FeedTail,
  premises: Premises,
  { onBroken, onExchanged, keeping, life }: EngineOptions,
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
    { name: 'whereabouts', run: () => forgetWhereabouts(pool.db) },
    ...auditWork(pool.db, keeping, life.signal),
    { name: 'personal data', run: () => applyEnacted(pool.db, desk.sealer) },
    { name: 'moments', run: () => makeMoments(pool.db) },
    { name: 'search', run: () => backfill(desk.db, { sealer: desk.sealer, world: desk.world() }) },
  ];
}
