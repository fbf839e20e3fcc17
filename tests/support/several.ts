import { join } from 'node:path';
import { io } from 'socket.io-client';
import { openPool, type Pool } from '#server/db/pool.ts';
import { cityOf } from '#server/demo/city/city.ts';
import { loadCity } from '#server/demo/load.ts';
import { testDatabase } from './database.ts';
import { projectRoot, startProgram, type Started } from './processes.ts';
import { eventually, TEST_PASSWORD, TEST_SECRET, type FeedClient } from './running-app.ts';

/** Several processes behind one port, on a database of their own with the demonstration city in it. */
export interface Several {
  program: Started;
  origin: string;
  pool: Pool;
  databaseUrl: string;
  /** What the process that happens to answer says of itself. */
  health: () => Promise<Health>;
  /** The ids of so many different processes, found by asking until they have all answered. */
  pids: (count: number) => Promise<number[]>;
  /** Cookie header of an account of the city. */
  signIn: (username: string) => Promise<string>;
  connect: (cookie: string) => FeedClient;
  stop: () => Promise<void>;
}

export interface Health {
  process: number;
  ready: boolean;
  sockets: number;
}

/** Starting takes its time on a machine that does other things too: a bound for the test, and no measure. */
export const BOUND_MS = 300_000;
const launcher = join(projectRoot, 'server', 'launch', 'start.mjs');

export async function startSeveral(processes: number): Promise<Several> {
  const database = await testDatabase();
  const pool = openPool({ connectionString: database.url }, () => undefined, 4);
  await loadCity(pool.db, cityOf(), TEST_PASSWORD);
  const program = startProgram([launcher, '--port', '0', '--processes', String(processes)], {
    env: { DATABASE_URL: database.url, FALING_SECRET: TEST_SECRET, LOG_LEVEL: 'error' },
  });
  const listening = await eventually(() => {
    if (program.child.exitCode !== null) throw new Error(`it ended:\n${program.output()}`);
    return /http:\/\/127\.0\.0\.1:\d+/.exec(program.output()) ?? undefined;
  }, BOUND_MS).catch((error: unknown) => {
    program.child.kill('SIGTERM');
    throw error;
  });
  const [origin] = listening;
  const sockets: FeedClient[] = [];
  const health = async (): Promise<Health> =>
    (await (await fresh(`${origin}/health/ready`)).json()) as Health;
  return {
    ...{ program, origin, pool, health, databaseUrl: database.url },
    pids: async (count) => {
      const seen = new Set<number>();
      return eventually(async () => {
        seen.add((await health()).process);
        return seen.size >= count && [...seen];
      }, BOUND_MS);
    },
    signIn: async (username) => {
      const response = await fresh(`${origin}/api/auth/sign-in/username`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify({ username, password: TEST_PASSWORD }),
      });
      const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
      return cookies.join('; ');
    },
    connect: (cookie) => {
      const extraHeaders = { origin, cookie };
      const socket: FeedClient = io(origin, { transports: ['websocket'], forceNew: true, extraHeaders });
      sockets.push(socket);
      return socket;
    },
    stop: async () => {
      for (const socket of sockets) socket.disconnect();
      program.child.kill('SIGTERM');
      await program.ended;
      await pool.end();
      await database.drop();
    },
  };
}

/** On a connection of its own, so that the next process in turn answers. */
function fresh(url: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url, { ...init, headers: { ...init.headers, connection: 'close' } });
}
