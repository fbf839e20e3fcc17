import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { createServer, type Server as HttpServer } from 'node:http';
import pg from 'pg';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import type { Viewer } from '#server/access/actor.ts';
import { Sealer } from '#server/access/seal.ts';
import { loadBorders } from '#server/area/border.ts';
import { execute, type Accepted, type Desk } from '#server/command.ts';
import { readConfig } from '#server/config.ts';
import { openNumbers } from '#server/case/number.ts';
import { openPool } from '#server/db/pool.ts';
import { DATABASE_ROLES } from '#server/db/scope.ts';
import { cityOf } from '#server/demo/city/city.ts';
import { Ground } from '#server/demo/day/ground.ts';
import { Random } from '#server/demo/day/random.ts';
import { closeServer, listen } from '#server/http.ts';
import { Lifecycle } from '#server/lifecycle.ts';
import { openApplication } from '#server/open-application.ts';
import { keepRules } from '#server/timer/rules.ts';
import { loadWorldData, worldOf } from '#server/world.ts';
import { answerAs, monotonicUs } from './child.ts';
import { openFanOut, type FanOut } from './fan-out.ts';

/**
 * A server process of the bench: the whole application, or only its write path and, after each commit, a fan-out. The
 * commands are made here, so that no arm pays for how they come in.
 */
export type ServerAsk =
  | { do: 'open'; arm: Arm; databaseUrl: string; secret: string }
  /** The text of a message as the whole application sends it: the other arms send as many bytes. */
  | { do: 'imitate'; sample: string }
  /** Sends one report at each of these milliseconds from now on. */
  | { do: 'drive'; atMs: number[]; seed: string }
  | { do: 'usage' };

export type Arm = 'pipeline' | 'socket.io' | 'ws';

/** A command: microseconds of the machine's monotonic clock. */
export interface Driven {
  caseId: string;
  askedUs: number;
  committedUs: number;
  answeredUs: number;
}
export interface Usage {
  cpuUs: number;
  rssMb: number;
}

const HOME = '440310';
const RESIDENT: Viewer = { kind: 'resident', caseId: null };
const ground = new Ground(cityOf(), loadBorders(), HOME);

/** Set for the time of one command: when the database's answer to its commit was read. */
const committing = new AsyncLocalStorage<{ atUs: number }>();
noteCommits();

let send: (input: object) => Promise<Accepted | Refusal>;
let fanOut: FanOut | undefined;

answerAs<ServerAsk>(async (ask) => {
  if (ask.do === 'open') return open(ask);
  if (ask.do === 'imitate') {
    fanOut?.imitate(ask.sample);
    return {};
  }
  if (ask.do === 'drive') return { driven: await drive(ask) };
  const { user, system } = process.cpuUsage();
  return { cpuUs: user + system, rssMb: process.memoryUsage.rss() / 2 ** 20 } satisfies Usage;
});

async function open({ arm, databaseUrl, secret }: Extract<ServerAsk, { do: 'open' }>): Promise<object> {
  const life = new Lifecycle((name, error) => console.error(name, error));
  const http = await life.begin('http', () => createServer(), closeServer, 3_000);
  if (arm === 'pipeline') await openWhole(http, life, databaseUrl, secret);
  else {
    const desk = await openDesk(databaseUrl, secret);
    fanOut = openFanOut(arm, http);
    send = (input) => execute(desk, RESIDENT, input);
  }
  return { port: await listen(http, '127.0.0.1', 0) };
}

async function openWhole(
  http: HttpServer,
  life: Lifecycle,
  databaseUrl: string,
  secret: string,
): Promise<void> {
  const config = readConfig(['--port', '0', '--no-demo'], {
    ...{ DATABASE_URL: databaseUrl, FALING_SECRET: secret, LOG_LEVEL: 'error' },
  });
  const application = await openApplication({ config, databaseUrl, secret, http, life });
  http.on('request', application.handle);
  const app = globalThis.faling;
  if (!app) throw new Error('the application did not open');
  send = (input) => app.execute(RESIDENT, input, null);
}

/** The write path alone: nobody hears of its commits but whoever sent the command. */
async function openDesk(connectionString: string, secret: string): Promise<Desk> {
  const report = (error: Error): void => console.error(error);
  const pool = openPool({ connectionString }, report, 8, DATABASE_ROLES.system);
  const askers = openPool({ connectionString }, report, 12, DATABASE_ROLES.asker);
  const world = worldOf(await loadWorldData(pool.db));
  const rules = await keepRules(pool.db);
  const sealer = new Sealer(secret);
  const numbers = openNumbers({ connectionString }, report);
  return {
    ...{ db: pool.db, askers: askers.db, numbers: numbers.db },
    ...{ sealer, rules, world: () => world, committed: () => undefined },
  };
}

/** Sends it again where the database was too busy, as whoever sends a command does. */
async function untilTaken(command: object): Promise<Accepted> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send(command);
    if (!isRefusal(answer)) return answer;
    if (answer.refused !== 'busy' || attempt === 10) throw new Error(JSON.stringify(answer));
  }
}

async function drive({ atMs, seed }: Extract<ServerAsk, { do: 'drive' }>): Promise<Driven[]> {
  const random = new Random(seed);
  const beginning = performance.now();
  const sent: Promise<Driven>[] = [];
  for (const at of atMs) {
    const early = beginning + at - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    sent.push(sendOne(random));
  }
  return Promise.all(sent);
}

/** One report through the door. */
async function sendOne(random: Random): Promise<Driven> {
  const { lat, lon } = ground.anywhere(random);
  const body = {
    ...{ channel: 'wechat', words: '垃圾桶满了两天没人收', point: { lat, lon } },
    matterCode: 'municipal.garbage-overflow',
  };
  const commit = { atUs: Number.NaN };
  const askedUs = monotonicUs();
  const command = { id: randomUUID(), type: 'case.report', body };
  const { caseId, number } = await committing.run(commit, () => untilTaken(command));
  const answeredUs = monotonicUs();
  fanOut?.send(caseId, number);
  return { caseId, askedUs, committedUs: commit.atUs, answeredUs };
}

/** The instant of a commit is when the driver has its answer: before anything that comes of it, in every arm. */
function noteCommits(): void {
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  const noting = function (this: pg.Client, ...args: unknown[]): unknown {
    const answer = query.apply(this, args);
    const commit = committing.getStore();
    if (args[0] !== 'commit' || !commit) return answer;
    return (answer as Promise<unknown>).then((result) => {
      commit.atUs = monotonicUs();
      return result;
    });
  };
  Object.assign(pg.Client.prototype, { query: noting });
}
