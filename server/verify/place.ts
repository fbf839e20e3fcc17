import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { openHome } from '#server/db/cluster/home.ts';
import { readPassword, superuser } from '#server/db/cluster/initdb.ts';
import { runningPostmaster } from '#server/db/cluster/pid-file.ts';
import { connectionTo, urlOf, type Connection } from '#server/db/cluster/ready.ts';
import { StartRefusal } from '#server/launch/start-refusal.mjs';

/**
 * Where the running system of a data folder keeps its data. Nothing is started, made or stopped.
 * @throws StartRefusal where nothing runs there
 */
export async function findRunning(dataDir: string): Promise<string> {
  const made = [join(dataDir, 'postgres', 'cluster', 'PG_VERSION'), join(dataDir, 'cluster.json')];
  if (!made.some((file) => existsSync(file))) throw nothingRuns(dataDir);
  const home = openHome(dataDir);
  const postmaster = runningPostmaster(home.pgdata);
  if (!postmaster?.ready) throw nothingRuns(dataDir);
  const connection = connectionTo(postmaster.address, superuser, readPassword(home));
  return urlOf({ ...connection, database: await busiest(connection) });
}

/** A day of the past has a database of its own: the one in use is the one to which the system is connected. */
async function busiest(connection: Connection): Promise<string> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select d.datname as name from pg_database d left join pg_stat_activity a on a.datid = d.oid
       where d.datname = 'faling' or d.datname like 'faling\\_%' group by d.datname order by count(a.pid) desc limit 1`,
    );
    return rows[0]?.name ?? 'faling';
  } finally {
    await client.end();
  }
}

const nothingRuns = (dataDir: string): StartRefusal =>
  new StartRefusal(
    'nothing-runs',
    `${dataDir} 上没有正在运行的系统；未作任何改动；请先 npm start，或用 --data 指定目录、设置 DATABASE_URL。`,
    `Nothing runs on ${dataDir}; nothing was changed; npm start first, or name the folder with --data or the database with DATABASE_URL.`,
  );
