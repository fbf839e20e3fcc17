import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { io, type Socket } from 'socket.io-client';
import type { View } from '#domain/board/view.ts';
import type { ActName } from '#domain/case/act.ts';
import type { ClientToServer, ServerToClient } from '#domain/feed.ts';
import { readConfig } from '#server/config.ts';
import { openPool, type Pool } from '#server/db/pool.ts';
import { cityOf, type City } from '#server/demo/city/city.ts';
import { loadCity } from '#server/demo/load.ts';
import { cityNow, setCityClock } from '#server/clock.ts';
import { closeServer, createHttpServer, listen } from '#server/http.ts';
import { Lifecycle } from '#server/lifecycle.ts';
import { openApplication, type Application, type Surroundings } from '#server/open-application.ts';
import { timerTable } from '#server/timer/table.ts';
import { testDatabase, type TestDatabase } from './database.ts';

/** The city's accounts have a password of the tests: the demonstration's own is refused outside of a demonstration. */
export const TEST_PASSWORD = 'only the tests sign in with this';

/** Enough for keys derived from it; used in no installation. */
export const TEST_SECRET = 'a secret that only the tests know, 32+';

export type FeedClient = Socket<ServerToClient, ClientToServer>;

/** The whole application on a database of its own, with a clock that the test moves. */
export interface RunningApp {
  origin: string;
  /** As the owner of everything. */
  databaseUrl: string;
  pool: Pool;
  city: City;
  application: Application;
  /** Cookie header of a signed-in account of the demonstration city. */
  signIn: (username: string) => Promise<string>;
  /** Sends a command over HTTP as this account, or as nobody. */
  act: (username: string | null, type: ActName, body: object, rest?: ActRest) => Promise<Answer>;
  get: (path: string, username?: string) => Promise<Response>;
  /** A socket of this account that said hello for `view`; without a view it only connects. */
  connect: (
    username: string | null,
    view?: View,
    cursor?: { epoch: string; cursor: number; build: string },
  ) => Promise<FeedClient>;
  /** The same with these headers, for whoever has no account. */
  connectAs: (headers: Record<string, string>, view?: View) => Promise<FeedClient>;
  now: () => Promise<number>;
  /** Moves the city's time on by so many milliseconds, from one timer to the next, so that each fires when it is due. */
  forward: (ms: number) => Promise<void>;
  stop: () => Promise<void>;
}

export interface ActRest {
  id?: string;
  caseId?: string;
  expectedVersion?: number;
  receipt?: string;
  headers?: Record<string, string>;
}

/** Accepted or refused, as the API answers it, with its HTTP status. */
export interface Answer {
  status: number;
  caseId: string;
  number: string;
  version: number;
  events: string[];
  receipt: string;
  refused?: string;
  zh: string;
  details: Record<string, unknown>;
}

/**
 * @param at the city's time at which the clock stands still until the test moves it, ISO with zone
 * @param given a database that is there already, for example a restored one; without it, one of its own
 * @param env settings of the installation beside the database and the secret
 * @param quotas other quotas than those of the house, for whoever tries everything at once
 */
export async function startApp(
  at = '2021-08-13T22:00:00+08:00',
  given?: Pick<TestDatabase, 'url' | 'drop'>,
  env: Record<string, string> = {},
  quotas?: Surroundings['quotas'],
): Promise<RunningApp> {
  const database = given ?? (await testDatabase());
  const config = readConfig(['--port', '0', '--no-demo'], {
    DATABASE_URL: database.url,
    FALING_SECRET: TEST_SECRET,
    LOG_LEVEL: 'error',
    ...env,
  });
  const pool = openPool({ connectionString: database.url }, () => undefined, 4);
  const city = cityOf();
  await loadCity(pool.db, city, TEST_PASSWORD);
  await setCityClock(pool.db, Date.parse(at), 0);
  const life = new Lifecycle((name, error) => console.error(name, error));
  const http = await life.begin('http', createHttpServer, closeServer, 3_000);
  const application = await openApplication({
    config,
    databaseUrl: database.url,
    secret: TEST_SECRET,
    http,
    life,
    ...(quotas && { quotas }),
  });
  http.on('request', application.handle);
  await listen(http, '127.0.0.1', 0);
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const cookies = new Map<string, Promise<string>>();
  const sockets: FeedClient[] = [];

  const signIn = (username: string): Promise<string> => {
    const known = cookies.get(username) ?? signInAt(origin, username);
    cookies.set(username, known);
    return known;
  };
  const cookieOf = async (username: string | null | undefined): Promise<Record<string, string>> =>
    username ? { cookie: await signIn(username) } : {};

  const connectAs = async (
    headers: Record<string, string>,
    view?: View,
    resume?: { epoch: string; cursor: number; build: string },
  ): Promise<FeedClient> => {
    const socket: FeedClient = io(origin, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      autoConnect: false,
      extraHeaders: { origin, ...headers },
    });
    sockets.push(socket);
    if (view) {
      const { areas, departments } = view;
      const hello = { view: { areas: [...areas], departments: [...departments] } };
      socket.on('connect', () =>
        socket.emit('hello', { ...hello, ...(resume ?? { epoch: null, cursor: 0, build: '' }) }),
      );
    }
    return socket;
  };

  return {
    ...{ origin, databaseUrl: database.url, pool, city, application, signIn },
    act: async (username, type, body, { id = randomUUID(), headers, receipt, ...rest } = {}) => {
      const receiptHeader: Record<string, string> =
        receipt === undefined ? {} : { 'x-receipt-code': receipt };
      const response = await fetch(`${origin}/api/v1/commands`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin,
          ...(await cookieOf(username)),
          ...receiptHeader,
          ...headers,
        },
        body: JSON.stringify({ id, type, body, ...rest }),
      });
      return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
    },
    get: async (path, username) => fetch(origin + path, { headers: await cookieOf(username) }),
    connect: async (username, view, resume) => connectAs(await cookieOf(username), view, resume),
    connectAs,
    now: () => cityNow(pool.db),
    forward: async (ms) => {
      const until = (await cityNow(pool.db)) + ms;
      for (let at = 0; at < until;) {
        at = Math.min(until, (await nextTimerAt(pool.db)) ?? until);
        await setCityClock(pool.db, at, 0);
        await application.tellTime();
        await eventually(async () => ((await nextTimerAt(pool.db)) ?? Infinity) > at);
      }
    },
    stop: async () => {
      for (const socket of sockets) socket.disconnect();
      await life.stop();
      await pool.end();
      await database.drop();
    },
  };
}

/** When the next armed timer of the city is due, or was. */
async function nextTimerAt(db: Pool['db']): Promise<number | undefined> {
  const [row] = await db
    .select({ at: timerTable.fireAt })
    .from(timerTable)
    .where(eq(timerTable.state, 'armed'))
    .orderBy(timerTable.fireAt)
    .limit(1);
  return row?.at;
}

async function signInAt(origin: string, username: string): Promise<string> {
  const response = await fetch(`${origin}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ username, password: TEST_PASSWORD }),
  });
  if (!response.ok) throw new Error(`${username} could not sign in: ${response.status}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

/** Waits until `probe` answers with something; the event loop is free in between, and the bound is only a safety net. */
export async function eventually<T>(
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  boundMs = 20_000,
): Promise<T> {
  const end = performance.now() + boundMs;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > end) throw new Error(`nothing within ${boundMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
