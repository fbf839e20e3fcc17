import { join } from 'node:path';
import pg from 'pg';
import { io, type Socket } from 'socket.io-client';
import { Sealer } from '#server/access/seal.ts';
import { setCityClock } from '#server/clock.ts';
import { openPool, type Pool } from '#server/db/pool.ts';
import { cityOf } from '#server/demo/city/city.ts';
import { addDevice, addPartner, loadCity } from '#server/demo/load.ts';
import { cookieNames } from '#server/edge/cookies.ts';
import { testDatabase } from './database.ts';
import { projectRoot, removeFolder, startProgram, temporaryFolder } from './processes.ts';
import { eventually, TEST_PASSWORD, TEST_SECRET } from './running-app.ts';

/** A server in a process of its own that logs everything that it ever would, and the city behind it. */
export interface CanaryCity {
  origin: string;
  pool: Pool;
  /** Rows by SQL, however long a connection takes on a machine that has other work. */
  rows: <T>(statement: string) => Promise<T[]>;
  partnerKey: string;
  wallCookie: string;
  /** Cookies of an account; each signs in once. */
  cookieOf: (username: string) => Promise<string>;
  /** Everything that the process has printed. */
  log: () => string;
  /** Everything that came over a socket of this cookie that looks at `view`, as it came. */
  listen: (cookie: string, view: { areas: string[]; departments: string[] }) => Promise<Heard>;
  stop: () => Promise<void>;
}

export interface Heard {
  socket: Socket;
  frames: string[];
}

export async function canaryCity(): Promise<CanaryCity> {
  const database = await testDatabase();
  const pool = openPool({ connectionString: database.url }, () => undefined, 3);
  await loadCity(pool.db, cityOf(), TEST_PASSWORD);
  await setCityClock(pool.db, Date.parse('2021-08-13T10:00:00+08:00'), 0);
  const sealer = new Sealer(TEST_SECRET);
  const partnerKey = await addPartner(pool.db, sealer, '测试平台');
  const token = await addDevice(pool.db, sealer, '440310', '测试大屏');
  const patient = new pg.Pool({ connectionString: database.url, max: 2 });
  patient.on('error', () => undefined);
  const dataDir = temporaryFolder();
  const launcher = join(projectRoot, 'server', 'launch', 'start.mjs');
  const server = startProgram([launcher, '--data', dataDir, '--port', '0', '--no-demo'], {
    env: { DATABASE_URL: database.url, FALING_SECRET: TEST_SECRET, LOG_LEVEL: 'trace' },
  });
  const origin = await eventually(() => {
    if (server.child.exitCode !== null) throw new Error(`the server ended:\n${server.output()}`);
    return /http:\/\/127\.0\.0\.1:\d+(?=\/)/.exec(server.output())?.[0];
  }, 200_000).catch((fault: unknown) => {
    throw new Error(`no address was printed:\n${server.output()}`, { cause: fault });
  });
  const cookies = new Map<string, Promise<string>>();
  const sockets: Socket[] = [];
  return {
    ...{ origin, pool, partnerKey, wallCookie: `${cookieNames(false).device}=${token}`, log: server.output },
    rows: async <T>(statement: string) => (await patient.query(statement)).rows as T[],
    cookieOf: (username) => {
      const known = cookies.get(username) ?? signIn(origin, username);
      cookies.set(username, known);
      return known;
    },
    listen: async (cookie, view) => {
      const heard = await listen(origin, cookie, view);
      sockets.push(heard.socket);
      return heard;
    },
    stop: async () => {
      for (const socket of sockets) socket.disconnect();
      server.child.kill('SIGTERM');
      await server.ended;
      removeFolder(dataDir);
      await patient.end();
      await pool.end();
      await database.drop();
    },
  };
}

/** A machine that has much other work may cut a connection to its database: then it is tried again. */
async function signIn(origin: string, username: string): Promise<string> {
  return eventually(() => cookiesOf(origin, username), 120_000);
}

async function cookiesOf(origin: string, username: string): Promise<string | undefined> {
  const response = await fetch(`${origin}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ username, password: TEST_PASSWORD }),
  });
  if (!response.ok) return undefined;
  const set = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  return set.join('; ');
}

async function listen(origin: string, cookie: string, view: object): Promise<Heard> {
  const socket = io(origin, {
    ...{ transports: ['websocket'], reconnection: false, forceNew: true },
    extraHeaders: { origin, cookie },
  });
  const frames: string[] = [];
  socket.on('connect', () => {
    // What crosses the line, before any program has made something of it.
    socket.io.engine.on('packet', (packet: { data?: unknown }) => frames.push(String(packet.data)));
    socket.emit('hello', { view, epoch: null, cursor: 0, build: '' });
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('snapshot', () => resolve());
    socket.once('connect_error', reject);
    socket.once('refused', (refusal: unknown) => reject(new Error(JSON.stringify(refusal))));
  });
  return { socket, frames };
}
