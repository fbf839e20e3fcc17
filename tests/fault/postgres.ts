import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { binariesFor } from '#server/db/cluster/binaries.ts';
import { openHome, type ClusterHome } from '#server/db/cluster/home.ts';
import { ensureCluster, readPassword, superuser } from '#server/db/cluster/initdb.ts';
import { disownPidFile, runningPostmaster } from '#server/db/cluster/pid-file.ts';
import { connectionTo, urlOf, type Connection } from '#server/db/cluster/ready.ts';
import { postgresArguments } from '#server/db/cluster/settings.ts';
import { makeSocketFolder, removeSocketFolder } from '#server/db/cluster/socket-folder.ts';
import { asUser } from '#server/db/cluster/system-user.ts';

/** How long a start may take: recovery after a kill, and what is left of the killed one. */
const PATIENCE_MS = 60_000;

/**
 * A Postgres of the suite's own that may be killed, starved of space or given a false clock. The product's launcher
 * watches over its cluster and brings it up again; here the fault decides when.
 */
export class Postgres {
  readonly connection: Connection;
  readonly #home: ClusterHome;
  readonly #settings: Record<string, string>;
  #child: ChildProcess | undefined;
  #env: Record<string, string> = {};

  private constructor(home: ClusterHome, settings: Record<string, string>) {
    this.#home = home;
    this.#settings = { max_connections: '300', ...settings };
    const host = makeSocketFolder(home.pgdata, home.user);
    this.connection = connectionTo({ host, port: 5432 }, superuser, readPassword(home));
  }

  /** Makes a cluster in `dataDir`, or takes the one that is there; it does not run yet. */
  static async at(dataDir: string, settings: Record<string, string> = {}): Promise<Postgres> {
    mkdirSync(dataDir, { recursive: true });
    // As root the database runs as another user, which has to pass through.
    chmodSync(dataDir, 0o755);
    const home = openHome(dataDir);
    await ensureCluster(home, binariesFor(home.dir, home.user));
    return new Postgres(home, settings);
  }

  /** Where the cluster's files lie. */
  get pgdata(): string {
    return this.#home.pgdata;
  }

  urlOf(database: string): string {
    return urlOf({ ...this.connection, database });
  }

  /** Starts and answers once it takes connections; tried again while something of a killed one is left, or space is wanting. */
  async start(env = this.#env, patienceMs = PATIENCE_MS): Promise<void> {
    this.#env = env;
    for (const since = performance.now(); performance.now() - since < patienceMs;) {
      if (await this.#tryStart(env)) return;
      await pause(200);
    }
    throw new Error(`Postgres did not start; see ${this.#home.logFile}`);
  }

  async #tryStart(env: Record<string, string>): Promise<boolean> {
    const { postgres } = binariesFor(this.#home.dir, this.#home.user);
    disownPidFile(this.pgdata);
    const log = openSync(this.#home.logFile, 'a', 0o600);
    const address = { host: this.connection.host, port: this.connection.port };
    const child = spawn(postgres, postgresArguments(this.pgdata, address, this.#settings), {
      ...asUser(this.#home.user),
      cwd: this.#home.dir,
      detached: true,
      stdio: ['ignore', log, log],
      env: { PATH: '/usr/bin:/bin', TZ: 'UTC', ...env },
    });
    closeSync(log);
    this.#child = child;
    while (child.exitCode === null && child.signalCode === null) {
      if (runningPostmaster(this.pgdata)?.ready && (await this.answers())) return true;
      await pause(20);
    }
    return false;
  }

  /** Writes a file into the cluster, as the user that runs it. */
  write(name: string, text: string): void {
    const path = join(this.pgdata, name);
    writeFileSync(path, text, { mode: 0o600 });
    const { user } = this.#home;
    if (user) chownSync(path, user.uid, user.gid);
  }

  async answers(): Promise<boolean> {
    const client = new pg.Client({ ...this.connection, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('select 1');
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  get runs(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** kill -9 of the postmaster: its children notice within a moment and end without a word to anybody. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** An orderly stop that cuts every connection. */
  async stop(): Promise<void> {
    await this.#end('SIGINT');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || !this.runs) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await gone;
  }

  /** Removes everything that it wrote. */
  async remove(): Promise<void> {
    await this.stop();
    removeSocketFolder(this.connection.host);
    rmSync(this.#home.dir, { recursive: true, force: true, maxRetries: 5 });
  }

  /** One statement as the owner of everything. */
  async tell(statement: string, database = 'postgres'): Promise<pg.QueryResult> {
    const client = new pg.Client({ ...this.connection, database });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await client.query(statement);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
