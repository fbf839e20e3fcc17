import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { unfitness } from '#server/db/external.ts';
import { openPool } from '#server/db/pool.ts';
import { rotateEpoch } from '#server/feed/epoch.ts';
import { isAlive } from '#server/launch/process-identity.mjs';
import { clusterConnection, testDatabase } from '../../support/database.ts';
import {
  projectRoot,
  removeFolder,
  startProgram,
  temporaryFolder,
  untilGone,
  type Started,
} from '../../support/processes.ts';

const launcher = join(projectRoot, 'server', 'launch', 'start.mjs');
const listening = /http:\/\/127\.0\.0\.1:(\d+)\//;
const secret = 'a secret that is only for this test run';
let dataDir: string;
let started: Started[];

beforeEach(() => {
  dataDir = temporaryFolder();
  started = [];
});

afterEach(async () => {
  for (const { child, ended } of started) {
    child.kill('SIGTERM');
    await ended;
  }
  removeFolder(dataDir);
});

/** The last of two equal options is the one that counts. */
const common = () => ['--data', dataDir, '--port', '0', '--no-demo'];

function start(args: string[] = [], env: Record<string, string> = {}): Started {
  const one = startProgram([launcher, ...common(), ...args], { env });
  started.push(one);
  return one;
}

/** Everything that `npm start` consists of, by what each part writes down about itself. */
function pidsOf(dir: string): { server: number; database: number } {
  const lock = JSON.parse(readFileSync(join(dir, 'instance.lock'), 'utf8')) as { pid: number };
  const pidFile = readFileSync(join(dir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8');
  return { server: lock.pid, database: Number(pidFile.split('\n')[0]) };
}

async function expectNothingLeft(pids: { server: number; database: number }): Promise<void> {
  await untilGone(pids.server);
  expect(isAlive(pids.database)).toBe(false);
  expect(readdirSync(dataDir).sort()).toEqual(['postgres', 'secret']);
  expect(existsSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'))).toBe(false);
}

function npmStart(): Started {
  const one = startProgram(['start', '--', ...common()], { command: 'npm', detached: true });
  started.push(one);
  return one;
}

describe('a start', () => {
  test('answers on the port that it prints, and SIGTERM leaves nothing behind', async () => {
    const one = start();
    const [, port] = await one.says(listening);
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
    const pids = pidsOf(dataDir);
    one.child.kill('SIGTERM');
    expect(await one.ended).toBe(0);
    await expectNothingLeft(pids);
  });

  test('stops with everything when its launcher is killed', async () => {
    const one = start();
    await one.says(listening);
    const pids = pidsOf(dataDir);
    one.child.kill('SIGKILL');
    await expectNothingLeft(pids);
  });

  test('adopts the database when the server was killed, and keeps the secret', async () => {
    const first = start();
    await first.says(listening);
    const before = pidsOf(dataDir);
    const kept = readFileSync(join(dataDir, 'secret'), 'utf8');
    process.kill(before.server, 'SIGKILL');
    await first.ended;
    const second = start();
    await second.says(listening);
    expect(pidsOf(dataDir).database).toBe(before.database);
    expect(readFileSync(join(dataDir, 'secret'), 'utf8')).toBe(kept);
  });

  test('by npm ends when npm is told to, by SIGTERM', async () => {
    const one = npmStart();
    await one.says(listening);
    const pids = pidsOf(dataDir);
    one.child.kill('SIGTERM');
    await one.ended;
    await expectNothingLeft(pids);
  });

  test('by npm ends with Ctrl-C, which every process of the terminal receives', async () => {
    const one = npmStart();
    await one.says(listening);
    const pids = pidsOf(dataDir);
    process.kill(-one.child.pid!, 'SIGINT');
    await one.ended;
    await expectNothingLeft(pids);
    expect(one.output().match(/stopping/g)).toHaveLength(1);
  });

  test('lists its options without starting anything', async () => {
    const one = startProgram([launcher, '--help', '--data', dataDir]);
    expect(await one.ended).toBe(0);
    for (const option of ['port', 'host', 'processes', 'speed', 'no-demo', 'day', 'data', 'dev']) {
      expect(one.output()).toContain(`--${option}`);
    }
    expect(readdirSync(dataDir)).toEqual([]);
  });
});

describe('a start that cannot be is refused in one sentence', () => {
  async function refused(one: Started, code: string, exitCode = 1): Promise<void> {
    expect(await one.ended).toBe(exitCode);
    const lines = one.output().trim().split('\n');
    expect(lines.at(-1)).toMatch(new RegExp(`\\[${code}\\]$`));
    expect(lines.at(-2)).toMatch(/[\u4e00-\u9fff].*。$/);
    expect(one.output()).not.toMatch(/^\s+at /m);
  }

  test('because the port is taken', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    await refused(start(['--port', String(port)]), 'port-taken');
    server.close();
  });

  test('because an instance runs on the same data', async () => {
    await start().says(listening);
    const second = start();
    await refused(second, 'already-running');
    expect(second.output()).toContain(String(pidsOf(dataDir).server));
  });

  test('because the data folder is a file', async () => {
    const file = join(dataDir, 'file');
    writeFileSync(file, '');
    await refused(startProgram([launcher, '--data', file, '--port', '0']), 'data-unwritable');
  });

  test('because an option is wrong', async () => {
    await refused(start(['--speed', '601']), 'bad-option', 2);
    await refused(start(['--colour']), 'bad-option', 2);
  });

  test('because the database of DATABASE_URL has no secret, is not there, or refuses', async () => {
    const { url } = await testDatabase();
    const withUrl = (given: string, more = {}) => start([], { DATABASE_URL: given, ...more });
    await refused(withUrl(url), 'secret-missing', 2);
    const nowhere = 'postgres://a:hidden@127.0.0.1:1/faling';
    const unreachable = withUrl(nowhere, { FALING_SECRET: secret });
    await refused(unreachable, 'database-unreachable');
    expect(unreachable.output()).not.toContain('hidden');
    const guessed = url.replace(/:[^:@]*@/, ':guessed@');
    await refused(withUrl(guessed, { FALING_SECRET: secret }), 'database-password');
    const missing = url.replace(/test_\w+/, 'not_there');
    await refused(withUrl(missing, { FALING_SECRET: secret }), 'database-missing');
  });

  test('because the database of DATABASE_URL is too old or not in UTF-8', async () => {
    expect(unfitness('postgres://db.example/faling', 140_012, 'UTF8')).toMatchObject({
      code: 'database-too-old',
    });
    expect(unfitness('postgres://db.example/faling', 150_000, 'UTF8')).toBeNull();
    const owner = new pg.Client(clusterConnection());
    await owner.connect();
    await owner.query(
      `create database latin encoding 'LATIN1' locale 'C' locale_provider libc template template0`,
    );
    await owner.end();
    const latin = (await testDatabase()).url.replace(/test_\w+/, 'latin');
    await refused(start([], { DATABASE_URL: latin, FALING_SECRET: secret }), 'database-encoding');
  });
});

describe('with DATABASE_URL', () => {
  test('that database is served, nothing is made under data/, and it outlives us', async () => {
    const database = await testDatabase();
    const one = start([], { DATABASE_URL: database.url, FALING_SECRET: secret });
    await one.says(listening);
    one.child.kill('SIGTERM');
    expect(await one.ended).toBe(0);
    expect(readdirSync(dataDir)).toEqual([]);
    await database.drop();
  });

  test('the server begins anew when the feed under it was exchanged, and still ends when it is told to', async () => {
    // given a server that follows a feed
    const database = await testDatabase();
    const one = start([], { DATABASE_URL: database.url, FALING_SECRET: secret });
    await one.says(listening);

    // when the feed gets another epoch, as after a restore
    const pool = openPool({ connectionString: database.url }, () => undefined, 1);
    await rotateEpoch(pool.db);
    await pool.end();

    // then another server answers, under the same launcher
    const [, , port] = await one.says(new RegExp(`${listening.source}[^]*${listening.source}`));
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
    one.child.kill('SIGTERM');
    expect(await one.ended).toBe(0);
    await database.drop();
  });
});
