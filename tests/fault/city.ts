import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Sealer } from '#server/access/seal.ts';
import { setCityRate } from '#server/clock.ts';
import { migrate } from '#server/db/migrate.ts';
import { openPool, type Pool } from '#server/db/pool.ts';
import { cityOf } from '#server/demo/city/city.ts';
import { loadCity } from '#server/demo/load.ts';
import { ensurePolicy } from '#server/timer/policy.ts';
import { verifySystem } from '#server/verify/system.ts';
import { crowdOf } from '../load/crowd/people.ts';
import { BEHIND, openCrowd, type CrowdElsewhere } from '../load/crowd/elsewhere.ts';
import { signInAll } from '../load/crowd/session.ts';
import { TEST_SECRET, TEST_PASSWORD } from '../support/running-app.ts';
import { Postgres } from './postgres.ts';
import { ServerProcess } from './server-process.ts';
import { MuteNotifications, TcpProxy } from './tcp-proxy.ts';

const TEMPLATE = 'faling_city';

/** A cluster with a prepared city to clone: migrated, the demonstration's people signed in. */
export async function openCluster(
  settings: Record<string, string> = {},
  dataDir: string = mkdtempSync(join(tmpdir(), 'faling-fault-')),
  env: Record<string, string> = {},
): Promise<Postgres> {
  const postgres = await Postgres.at(dataDir, settings);
  await postgres.start(env);
  await prepareTemplate(postgres);
  return postgres;
}

async function prepareTemplate(postgres: Postgres): Promise<void> {
  await postgres.tell(`create database ${TEMPLATE}`);
  const raw = new pg.Pool({ connectionString: postgres.urlOf(TEMPLATE), max: 1 });
  await migrate(raw);
  await raw.end();
  const pool = openPool({ connectionString: postgres.urlOf(TEMPLATE) }, () => undefined, 2);
  const city = cityOf();
  await loadCity(pool.db, city, TEST_PASSWORD);
  await ensurePolicy(pool.db);
  await signInAll(pool.db, TEST_SECRET, [
    ...crowdOf(city.people),
    ...city.people.filter(({ role }) => role.endsWith('-admin')),
  ]);
  await pool.end();
}

export interface CityOptions {
  servers: number;
  screens: number;
  /** Screens beside the crowd's, in a process of a lower priority: the servers serve them, and their folding takes no core from what is measured. */
  audience?: number;
  seed: string;
  /** Every NotificationResponse is lost between Postgres and the processes. */
  mute?: boolean;
  /** For each process, beside what all have. */
  env?: (n: number) => Record<string, string>;
}

/** What holds at the end of every row, whatever happened in it. */
export interface Closing {
  accepted: number;
  silent: number;
  refused: Record<string, number>;
  lost: number;
  double: number;
  views: number;
  differ: number;
  timers: number;
  timersDouble: number;
  timersLost: number;
  /** Sentences about everything that does not hold. */
  faults: string[];
}

let made = 0;

/** An installation under load: identical processes on one Postgres behind one address, with a crowd before it. */
export class City {
  readonly postgres: Postgres;
  readonly database: string;
  readonly servers: ServerProcess[] = [];
  readonly balancer: TcpProxy;
  readonly pool: Pool;
  crowd!: CrowdElsewhere;
  audience: CrowdElsewhere | undefined;
  url = '';
  #mute: MuteNotifications | undefined;

  private constructor(postgres: Postgres, database: string) {
    this.postgres = postgres;
    this.database = database;
    this.balancer = new TcpProxy(() => this.servers.map(({ port }) => ({ host: '127.0.0.1', port })));
    this.pool = openPool({ connectionString: postgres.urlOf(database) }, () => undefined, 4);
  }

  static async open(postgres: Postgres, options: CityOptions): Promise<City> {
    const database = `city_${process.pid}_${(made += 1)}`;
    await postgres.tell(`create database ${database} template ${TEMPLATE}`);
    const city = new City(postgres, database);
    try {
      await city.#begin(options);
      return city;
    } catch (error) {
      await city.close();
      throw error;
    }
  }

  async #begin({ servers, screens, audience = 0, seed, mute, env }: CityOptions): Promise<void> {
    this.url = `http://127.0.0.1:${await this.balancer.listen()}`;
    const databaseUrl = mute ? await this.#muted() : this.postgres.urlOf(this.database);
    for (let n = 0; n < servers; n += 1) {
      const options = {
        name: `app-${n + 1}`,
        databaseUrl,
        origin: this.url,
        ...(env ? { env: env(n) } : {}),
      };
      this.servers.push(await ServerProcess.on(options));
    }
    await Promise.all(this.servers.map((server) => server.start()));
    const ask = { url: this.url, databaseUrl: this.postgres.urlOf(this.database), secret: TEST_SECRET };
    this.crowd = await openCrowd({ ...ask, seed, screens });
    await this.crowd.openScreens();
    if (audience === 0) return;
    this.audience = await openCrowd({ ...ask, seed: `${seed} audience`, screens: audience }, BEHIND);
    await this.audience.openScreens();
  }

  async #muted(): Promise<string> {
    const { host, port, user, password } = this.postgres.connection;
    this.#mute = new MuteNotifications(() => [{ path: `${host}/.s.PGSQL.${port}` }]);
    const at = await this.#mute.listen();
    return `postgres://${user}:${password}@127.0.0.1:${at}/${this.database}`;
  }

  get notificationsLost(): number {
    return this.#mute?.lost ?? 0;
  }

  /** Everything that must hold, once the load has paused and every fault is over. */
  async checkAll(boundMs = 30_000): Promise<Closing> {
    await this.crowd.pause();
    // The city's time stands: timers that run out while screens are compared would make all but the first of them differ.
    await setCityRate(this.pool.db, 0);
    const own = await this.crowd.checkScreens(boundMs);
    const others = (await this.audience?.checkScreens(boundMs)) ?? { checks: 0, differ: [] };
    const views = { checks: own.checks + others.checks, differ: [...own.differ, ...others.differ] };
    const ledger = await this.crowd.reckon();
    const checks = await verifySystem(this.pool.db, new Sealer(TEST_SECRET));
    const timers = await this.#timers();
    const faults = [
      ...views.differ.map((one) => `screen ${one}`),
      ...ledger.lost.map((id) => `command ${id} was acknowledged and is not there`),
      ...ledger.double.map((id) => `command ${id} is there twice`),
      ...checks.flatMap(({ en, differences }) => differences.map((one) => `${en}: ${one}`)),
      ...(timers.lost > 0 ? [`${timers.lost} timers are overdue and nobody fires them`] : []),
      ...(timers.double > 0 ? [`${timers.double} timers made their fact twice`] : []),
    ];
    return {
      ...{ accepted: ledger.accepted, silent: ledger.silent, refused: ledger.codes },
      ...{ lost: ledger.lost.length, double: ledger.double.length },
      ...{ views: views.checks, differ: views.differ.length },
      ...{ timers: timers.fired, timersDouble: timers.double, timersLost: timers.lost, faults },
    };
  }

  /** Counted by the log itself: facts of firings, and timers that are due and still armed. */
  async #timers(): Promise<{ fired: number; double: number; lost: number }> {
    const { rows } = await this.pool.raw.query<Record<'fired' | 'double', number>>(`
      select (select count(*)::int from timer where state = 'fired') as fired,
        (select count(*)::int from (
          select case_id, body->'body'->>'clock' as clock, body->'body'->>'subject' as subject, count(*) as n
          from event where type in ('timer.warned', 'timer.breached', 'timer.escalated')
          group by 1, 2, 3, type, body->'body'->>'step'
        ) made where n > (select count(distinct gen) from timer t
          where t.case_id = made.case_id and t.clock = made.clock and t.subject::text = made.subject)) as double`);
    return { ...rows[0]!, lost: await this.#overdue() };
  }

  /** Timers that are due now and not fired half a minute later; more may come due meanwhile. */
  async #overdue(): Promise<number> {
    const { rows } = await this.pool.raw.query<{ now: Date }>('select city_now() as now');
    for (const since = performance.now(); ;) {
      const left = await this.pool.raw.query<{ n: number }>(
        `select count(*)::int as n from timer where state = 'armed' and fire_at <= $1`,
        [rows[0]!.now],
      );
      if (left.rows[0]!.n === 0 || performance.now() - since > 30_000) return left.rows[0]!.n;
      await pause(250);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.crowd?.end(), this.audience?.end()]);
    await Promise.all(
      this.servers.map(async (server) => {
        await server.signal('SIGCONT');
        await server.signal('SIGKILL');
      }),
    );
    await this.#mute?.close();
    await this.balancer.close();
    await this.pool.end();
    if (this.postgres.runs) await this.postgres.tell(`drop database if exists ${this.database} with (force)`);
  }
}
