import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { withScope } from '#server/access/scope.ts';
import { Access } from '#server/access/session.ts';
import { userTable } from '#server/access/table.ts';
import { App, type DemoInfo } from '#server/app.ts';
import { loadBorders } from '#server/area/border.ts';
import { tileOrigins } from '#server/area/tiles.ts';
import { openKeeping } from '#server/audit/keeping.ts';
import { readStanding } from '#server/audit/standing.ts';
import { Ledger } from '#server/certificate/ledger.ts';
import type { Tick } from '#domain/feed.ts';
import type { Config } from '#server/config.ts';
import { connectionsOf } from '#server/connections.ts';
import { migrate } from '#server/db/migrate.ts';
import { ownConnection } from '#server/db/own-connection.ts';
import { checkRoles } from '#server/db/roles.ts';
import { Baton } from '#server/db/baton.ts';
import { takeOverDay } from '#server/demo/day/open.ts';
import { Rounds, roundsOf } from '#server/demo/day/rounds.ts';
import { refuseDemoAccounts } from '#server/demo/left-over.ts';
import { joinDemo, openDemo, type OpenedDemo } from '#server/demo/open.ts';
import { Edge } from '#server/edge/edge.ts';
import { setHeaders } from '#server/edge/headers.ts';
import { openEngine, type Engine } from '#server/engine.ts';
import { takeDigest, takeSnapshot } from '#server/feed/snapshot.ts';
import { addressHeader, markClient } from '#server/forwarded.ts';
import { closeServer } from '#server/http.ts';
import { asksSocket, Hub } from '#server/hub/hub.ts';
import { step } from '#server/launch/progress.mjs';
import { answerMetrics, asksMetrics, refuseAddress } from '#server/metrics/door.ts';
import { Meters } from '#server/metrics/meters.ts';
import { openOwnPort } from '#server/metrics/port.ts';
import { watchScreens } from '#server/metrics/screens.ts';
import { State } from '#server/metrics/state.ts';
import { areaOf, Presence } from '#server/presence/presence.ts';
import { readClaims } from '#server/presence/claim.ts';
import type { Lifecycle } from '#server/lifecycle.ts';
import { faultOf, openLog } from '#server/log.ts';
import { allowedOrigins, isSecure } from '#server/origins.ts';
import type { Quota, QuotaName } from '#server/quota/quotas.ts';
import { Turnstile } from '#server/quota/turnstile.ts';
import { wallsToTell } from '#server/scene/wall.ts';
import { openScreens } from '#server/screens.ts';

/** What the application is given: everything that the process knows and the application may not look up. */
export interface Surroundings {
  config: Config;
  /** For `pg`: the embedded database or the one of DATABASE_URL. */
  databaseUrl: string;
  secret: string;
  http: Server;
  life: Lifecycle;
  /** Other quotas than those of the house: whoever tries everything at once would be turned away. */
  quotas?: Record<QuotaName, Quota>;
  /** Another process has migrated the database and opened the demonstration: nothing of that is done here. */
  prepared?: boolean;
  /** Called once if the feed was exchanged under us: the process has to end and begin anew. */
  onExchanged?: () => void;
}

/** Whoever holds it plays the day of a demonstration. */
const DAY_BATON = 7_021_073;

/** What the process prints when it listens, and what answers its requests. */
export interface Application {
  /** False where nobody has an account yet: the process then says how to make the first. */
  staffed: boolean;
  handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** The accounts and the wall of a demonstration; null where nothing is invented. */
  demo: () => DemoInfo | null;
  /** Measures the city's time and tells every screen: after the clock was set, by the day simulator or a test. */
  tellTime: () => Promise<void>;
}

/**
 * Opens the application on a reachable database, stage by stage, and answers what handles a request. Each
 * stage is begun through `life`, so that it ends in the reverse order and before the database.
 */
export async function openApplication(surroundings: Surroundings): Promise<Application> {
  const { config, databaseUrl, secret, http, life, prepared = false } = surroundings;
  const log = openLog(config.logLevel);
  const meters = new Meters(buildName());
  if (!prepared) await step('更新数据库结构', 'migrating', () => migrateDatabase(databaseUrl));
  const keeping = openKeeping(config, { databaseUrl, secret });
  if (!keeping.sink)
    log.warn('FALING_AUDIT_SINK is not set: no head of the audit chains leaves this installation');
  let hub: Hub | undefined;
  let presence: Presence | undefined;
  let demo: OpenedDemo | null = null;
  const engine = await openEngine(
    {
      ...{ databaseUrl, secret, life, log, meters, keeping, connections: connectionsOf(config.processes) },
      onRows: (rows) => hub?.onRows(rows),
      onBroken: (reason) => {
        log.fatal({ reason }, 'the feed has a hole; all screens are cut');
        meters.halted();
        hub?.halt();
      },
      onExchanged: () => {
        log.fatal('the feed was exchanged by a restore or a promotion; this process begins anew');
        hub?.close();
        surroundings.onExchanged?.();
      },
    },
    async (pool, sealer) => {
      const { signal } = life;
      if (!config.demo) return prepared ? undefined : refuseDemoAccounts(pool.db);
      demo = prepared
        ? joinDemo(sealer, config)
        : await openDemo({ pool, sealer, config, databaseUrl, signal });
    },
  );
  // Assigned above, in a function that the compiler does not follow.
  const opened = demo as OpenedDemo | null;
  const origins = (): readonly string[] =>
    allowedOrigins(config, (http.address() as AddressInfo | null)?.port ?? config.port);
  const db = engine.askers.db;
  const { sealer } = engine.desk;
  const { quotas } = surroundings;
  const turnstile = new Turnstile({
    ...(quotas && { quotas }),
    db,
    sealer,
    onFault: (fault) => log.error(faultOf(fault), 'quota'),
  });
  const { identityProvider } = config;
  const formTargets = identityProvider ? [new URL(identityProvider.issuer).origin] : [];
  const pictures = tileOrigins(config.tiles);
  const edge = new Edge({ origins, secure: isSecure(config), turnstile, formTargets, pictures });
  const access = new Access({
    ...{ db, secret, sealer, origins, addressHeader, identityProvider },
    ...{ cookies: edge.cookies, turnstile },
    onFault: (fault) => log.error(faultOf(fault), 'sign-in'),
  });
  const app = new App({
    ...engine,
    ...{ access, edge, keeping },
    claimed: (claim) => presence?.claimed(claim),
    build: buildName(),
    tiles: config.tiles,
    hub: () => hub,
    demo: () => opened?.info ?? null,
  });
  globalThis.faling = app;
  const ledger = await life.begin(
    'ledger',
    () => openLedger(engine, meters, (fault) => log.error(faultOf(fault), 'ledger')),
    (open) => open.stop(),
  );
  hub = await life.begin(
    'hub',
    () =>
      openHub(http, engine, access, app, ledger, origins, meters, (fault) => {
        meters.fault('hub');
        log.error(faultOf(fault), 'hub');
      }),
    (open) => open.close(),
  );
  // In front of the socket's own listener, which answers for itself whatever is no socket below its path.
  http.prependListener('request', (request, response) => {
    markClient(request, config);
    setHeaders(request, response);
  });
  watchScreens(hub.io, meters);
  const { io } = hub;
  presence = await life.begin(
    'presence',
    () => openPresence(io, engine, databaseUrl, (fault) => log.error(faultOf(fault), 'presence')),
    (open) => open.stop(),
  );
  const state = new State(meters.registry, {
    readiness: () => app.readiness(),
    pools: [engine.askers, engine.pool, engine.numbers].map(({ raw }) => raw),
    seq: () => engine.tail.seq,
    audit: () => readStanding(engine.pool.db),
  });
  const tellMetrics: RequestListener = (request, response) =>
    void answerMetrics(request, response, config, meters, state);
  const { metricsPort } = config;
  if (metricsPort !== null) {
    await life.begin(
      'metrics',
      () =>
        openOwnPort(config.host, metricsPort, (...asked) => {
          setHeaders(...asked);
          (asksMetrics(asked[0]) ? tellMetrics : refuseAddress)(...asked);
        }),
      closeServer,
    );
  }
  const screens = await life.begin(
    'screens',
    () => openScreens(config, http),
    (open) => open.close(),
  );
  const tellTime = async (): Promise<void> => {
    await engine.clock.refresh();
    hub?.beat();
  };
  if (opened) {
    const { desk } = engine;
    const tick = (): Tick => engine.clock.tick();
    const taken = { desk, city: opened.city, signal: life.signal };
    let { day } = opened;
    const connect = (): pg.Client => ownConnection(databaseUrl);
    const onFault = (fault: unknown): void => log.error(faultOf(fault), 'day');
    const play = async (): Promise<{ stop: () => Promise<void> }> => {
      const begun = day ?? (await takeOverDay(config, taken));
      day = undefined;
      const played = await begun.start({ desk, tick, tellTime, log });
      const rounds = new Rounds({
        rounds: roundsOf(opened.city, loadBorders()),
        tell: (person, point) =>
          app.ask({ kind: 'person', person, sessionId: 'day simulator' }, 'whereabouts.tell', point),
        real: () => tick().real,
        onFault,
      });
      return {
        stop: async () => {
          await rounds.stop();
          await played.stop();
        },
      };
    };
    await life.begin(
      'day',
      () => new Baton({ connect, key: DAY_BATON, play, onFault }),
      (baton) => baton.stop(),
    );
  }
  const staffed = (await engine.pool.db.$count(userTable)) > 0;
  return {
    ...{ staffed, tellTime },
    demo: () => opened?.info ?? null,
    handle: (request, response) => {
      if (asksSocket(request)) return;
      if (asksMetrics(request)) return tellMetrics(request, response);
      screens.handle(request, response);
    },
  };
}

/** Brings the schema up to date, once, however many processes ask for it together. */
export async function migrateDatabase(connectionString: string): Promise<void> {
  const pool = new pg.Pool({ connectionString, max: 1 });
  try {
    await migrate(pool);
  } finally {
    await pool.end();
  }
  await checkRoles(connectionString);
}

function openLedger(
  { pool, desk, clock }: Engine,
  meters: Meters,
  onFault: (fault: unknown) => void,
): Ledger {
  return new Ledger({
    ...{ db: pool.db, sealer: desk.sealer, now: () => clock.tick().at, onFault },
    onReceived: (committedAt) => meters.received(clock.real() - committedAt),
  });
}

function openPresence(
  io: Hub['io'],
  { pool, askers }: Engine,
  databaseUrl: string,
  onFault: (fault: unknown) => void,
): Presence {
  return new Presence({
    io,
    onFault,
    connect: () => ownConnection(databaseUrl),
    areaOf: (viewer, caseId) => withScope(askers.db, viewer, (tx) => areaOf(tx, caseId)),
    claims: () => readClaims(pool.db),
  });
}

function openHub(
  http: Server,
  engine: Engine,
  access: Access,
  app: App,
  ledger: Ledger,
  origins: () => readonly string[],
  meters: Meters,
  onFault: (fault: unknown) => void,
): Hub {
  return new Hub({
    ...{ http, tail: engine.tail, build: app.build, onFault },
    tick: () => engine.clock.tick(),
    originAllowed: ({ headers }) => headers.origin === undefined || origins().includes(headers.origin),
    // Whoever has yet to finish signing in has nothing to look at.
    viewerOf: async (headers) => {
      const viewer = await access.viewerOf(headers);
      return viewer?.kind === 'newcomer' ? undefined : viewer;
    },
    changed: (viewers) => access.changed(viewers),
    walls: (ids) => wallsToTell(engine.askers.db, ids),
    snapshot: (view) => {
      meters.snapshot('taken');
      return takeSnapshot(engine.askers.db, view);
    },
    digest: (view) => takeDigest(engine.askers.db, view),
    onSnapshot: () => meters.snapshot('sent'),
    onEmit: (committedAt) => meters.emitted(engine.clock.real() - committedAt),
    receipts: ledger,
  });
}

/** Names the build, so that a screen that was loaded from an older one reloads itself. */
function buildName(): string {
  const file = join(import.meta.dirname, '..', 'build', 'client', '_app', 'version.json');
  if (!existsSync(file)) return 'development';
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
