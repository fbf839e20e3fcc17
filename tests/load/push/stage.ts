import type { Connection } from '#server/db/cluster.ts';
import { setCityClock } from '#server/clock.ts';
import { openPool } from '#server/db/pool.ts';
import { cityOf } from '#server/demo/city/city.ts';
import { loadCity } from '#server/demo/load.ts';
import { ensurePolicy } from '#server/timer/policy.ts';
import { testDatabase } from '../../support/database.ts';
import { TEST_PASSWORD } from '../../support/running-app.ts';
import { startChild, type Child } from './child.ts';
import { quantile, type Heard, type Run } from './figures.ts';
import type { ScreensAsk } from './screens.ts';
import type { Arm, Driven, ServerAsk, Usage } from './server.ts';

const AREA = '440310';
const SECRET = 'a secret that only the bench knows, 32+';

export interface ServerProcess {
  arm: Arm;
  url: string;
  cookie: string;
  child: Child<ServerAsk, never>;
}
export type ScreensProcess = Child<ScreensAsk, never>;

export const openScreens = (): ScreensProcess => startChild<ScreensAsk, never>('screens.ts');

/** A database of its own with the demonstration city, whose time is now. */
export async function openCity(): Promise<{
  url: string;
  connection: Connection;
  drop: () => Promise<void>;
}> {
  const database = await testDatabase();
  const pool = openPool({ connectionString: database.url }, () => undefined, 2);
  await ensurePolicy(pool.db);
  await loadCity(pool.db, cityOf(), TEST_PASSWORD);
  await setCityClock(pool.db, 'now', 1);
  await pool.end();
  return database;
}

/** A server process on this database; the whole application also gives the cookie of somebody who may look. */
export async function openServer(arm: Arm, databaseUrl: string): Promise<ServerProcess> {
  const child = startChild<ServerAsk, never>('server.ts');
  const { port } = (await child.ask({ do: 'open', arm, databaseUrl, secret: SECRET })) as { port: number };
  const origin = `http://127.0.0.1:${port}`;
  const cookie = arm === 'pipeline' ? await signIn(origin) : '';
  return { arm, child, cookie, url: origin.replace('http', 'ws') };
}

async function signIn(origin: string): Promise<string> {
  const response = await fetch(`${origin}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ username: 'ps-leader-1', password: TEST_PASSWORD }),
  });
  if (!response.ok) throw new Error(`could not sign in: ${response.status}`);
  const cookies = response.headers.getSetCookie();
  return cookies.map((cookie) => cookie.split(';')[0]).join('; ');
}

/** Connects so many screens to a server and waits until each could be told something. */
export async function connect(
  screens: ScreensProcess,
  { arm, url, cookie }: ServerProcess,
  count: number,
  group: string = arm,
): Promise<void> {
  const speaks = arm === 'ws' ? 'ws' : 'socket.io';
  await screens.ask({ do: 'open', group, url, speaks, screens: count, cookie, area: AREA });
}

/** Commands at these milliseconds through one server, and what the groups of screens heard of them. */
export async function run(
  screens: ScreensProcess,
  server: ServerProcess,
  atMs: number[],
  groups: string[] = [server.arm],
): Promise<(Run & { sample: string })[]> {
  await screens.ask({ do: 'forget' });
  const before = (await server.child.ask({ do: 'usage' })) as Usage;
  const seed = `push ${Math.round(performance.now())}`;
  const { driven } = (await server.child.ask({ do: 'drive', atMs, seed })) as { driven: Driven[] };
  await screens.ask({ do: 'await', facts: atMs.length, boundMs: 10_000 });
  const after = (await server.child.ask({ do: 'usage' })) as Usage;
  const answers = driven.map((one) => (one.answeredUs - one.askedUs) / 1000);
  const runs: (Run & { sample: string })[] = [];
  for (const group of groups) {
    const heard = (await screens.ask({ do: 'report', group, driven })) as Heard;
    runs.push({
      ...heard,
      facts: driven.length,
      ...{ cpuMs: (after.cpuUs - before.cpuUs) / 1000, rssMb: after.rssMb },
      ...{ answerP50: quantile(answers, 0.5), answerP99: quantile(answers, 0.99) },
    });
  }
  return runs;
}

/** Evenly spaced: `rate` a second for so many seconds. */
export const steady = (rate: number, seconds: number): number[] =>
  Array.from({ length: rate * seconds }, (_, n) => (n * 1000) / rate);

/** So many at once, every second. */
export const bursts = (size: number, seconds: number): number[] =>
  Array.from({ length: seconds }, (_, second) => new Array<number>(size).fill(second * 1000)).flat();
