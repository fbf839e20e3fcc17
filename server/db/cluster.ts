import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { binariesFor, type Binaries } from '#server/db/cluster/binaries.ts';
import { openHome, type ClusterHome } from '#server/db/cluster/home.ts';
import { ensureCluster, readPassword, superuser } from '#server/db/cluster/initdb.ts';
import { runningPostmaster } from '#server/db/cluster/pid-file.ts';
import { stopPostmaster } from '#server/db/cluster/postmaster.ts';
import { connectionTo, urlOf, type Connection } from '#server/db/cluster/ready.ts';
import { removeSocketFolder } from '#server/db/cluster/socket-folder.ts';
import { bringUp } from '#server/db/cluster/bring-up.ts';
import { openDataFolder, requireSpace } from '#server/launch/data-folder.mjs';

export type { Connection } from '#server/db/cluster/ready.ts';

/** The embedded Postgres of one data folder, ready for connections. */
export interface Cluster {
  /** Connects as the owner of everything. `database` is `postgres`: name your own with `ensureDatabase`. */
  connection: Connection;
  url: string;
  /** True if it was already running: left over from a process of ours that was killed. */
  adopted: boolean;
  pid(): number;
  /** Where Postgres writes what it has to say. */
  logFile: string;
  ensureDatabase(name: string): Promise<Connection>;
  /** Ends every connection and stops Postgres; answers when nothing is left of it. Safe to call twice. */
  stop(boundMs?: number): Promise<void>;
}

export interface ClusterOptions {
  dataDir: string;
  /** Settings of Postgres that differ from those in cluster/settings.ts. */
  settings?: Record<string, string>;
  /** Told once each time Postgres was found dead and is being started again. */
  onCrash?: (logFile: string) => void;
}

/**
 * Starts the embedded Postgres, or adopts the one that is running on this data folder. While it is ours it is
 * watched: if it dies (a full disk makes it do so) it is started again until that succeeds or `stop` is called.
 * @throws StartRefusal for everything that a person has to put right
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const dataDir = openDataFolder(options.dataDir);
  const home = openHome(dataDir);
  const binaries = binariesFor(home.dir, home.user);
  if (!runningPostmaster(home.pgdata)) {
    requireSpace(home.dir, !existsSync(join(home.pgdata, 'PG_VERSION')));
  }
  await ensureCluster(home, binaries);
  const settings = options.settings ?? {};
  const first = await bringUp(home, binaries, settings);
  const connection = connectionTo(first.address, superuser, readPassword(home));
  const watch = watchOver(home, binaries, settings, first.pid, options.onCrash);
  return {
    connection,
    url: urlOf(connection),
    adopted: first.adopted,
    pid: watch.pid,
    logFile: home.logFile,
    ensureDatabase: (name) => ensureDatabase(connection, name),
    stop: async (boundMs = 7_000) => {
      await watch.end();
      await stopPostmaster(home, binaries, watch.pid(), boundMs);
      if (connection.host.startsWith('/')) removeSocketFolder(connection.host);
    },
  };
}

/** duplicate_database, and unique_violation in its catalogue. */
const madeMeanwhile = new Set<unknown>(['42P04', '23505']);

/** @returns how to connect to the database of this name, which is made if it does not exist */
export async function ensureDatabase(connection: Connection, name: string): Promise<Connection> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    // Somebody else made it between the two statements, or is making it at this moment.
    if (!madeMeanwhile.has((error as { code?: string }).code)) throw error;
  } finally {
    await client.end();
  }
  return { ...connection, database: name };
}

function watchOver(
  home: ClusterHome,
  binaries: Binaries,
  settings: Record<string, string>,
  firstPid: number,
  onCrash?: (logFile: string) => void,
) {
  let pid = firstPid;
  const ended = new AbortController();
  const rest = (ms: number) => pause(ms, undefined, { signal: ended.signal, ref: false }).catch(() => {});
  const watching = (async () => {
    while (!ended.signal.aborted) {
      await rest(250);
      if (ended.signal.aborted || runningPostmaster(home.pgdata)?.pid === pid) continue;
      onCrash?.(home.logFile);
      while (!ended.signal.aborted) {
        try {
          pid = (await bringUp(home, binaries, settings)).pid;
          break;
        } catch {
          await rest(1_000);
        }
      }
    }
  })();
  return {
    pid: () => pid,
    end: async () => {
      ended.abort();
      await watching;
    },
  };
}
