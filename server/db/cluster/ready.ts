import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Address } from '#server/db/cluster/settings.ts';
import { StartRefusal } from '#server/launch/start-refusal.mjs';

/** What `pg` needs to connect; a unix socket's folder stands in `host`. */
export interface Connection {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

/**
 * Waits until the server answers, for as long as its process lives: recovery after a crash may take minutes.
 * Answers false if the process ended first.
 */
export async function untilReady(
  connection: Connection,
  state: () => 'starting' | 'ready' | 'gone',
): Promise<boolean> {
  for (;;) {
    const now = state();
    if (now === 'gone') return false;
    if (now === 'ready' && (await answers(connection))) return true;
    await pause(15);
  }
}

export function connectionTo(address: Address, user: string, password: string): Connection {
  return { host: address.host, port: address.port, user, password, database: 'postgres' };
}

/** Both `pg` and libpq let the parameter `host`, the folder of a socket, go before the host of the URL. */
export function urlOf({ host, port, user, password, database }: Connection): string {
  const place = host.startsWith('/')
    ? `localhost/${database}?host=${encodeURIComponent(host)}&port=${port}`
    : `${host}:${port}/${database}`;
  return `postgres://${user}:${password}@${place}`;
}

async function answers(connection: Connection): Promise<boolean> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === '28P01') throw wrongPassword();
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function wrongPassword(): StartRefusal {
  return new StartRefusal(
    'database-password',
    '内置数据库不接受数据目录中保存的密码；数据未改动；请恢复 password 文件，或用 --data 指定新目录。',
    'The embedded database does not accept the password kept in the data folder; the data was kept; restore the file named password, or name a new folder with --data.',
  );
}
