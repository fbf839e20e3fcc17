import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startCluster, type Cluster } from '#server/db/cluster.ts';
import { isAlive } from '#server/launch/process-identity.mjs';
import {
  isRoot,
  nobody,
  projectRoot,
  removeFolder,
  startProgram,
  temporaryFolder,
  untilGone,
} from '../../support/processes.ts';

const holdCluster = join(projectRoot, 'tests', 'support', 'hold-cluster.ts');
const writeForever = `
  const { mkdirSync, writeFileSync } = require('node:fs');
  const write = (n) => {
    mkdirSync(process.argv[1], { recursive: true });
    writeFileSync(process.argv[1] + '/' + (n % 50), '');
    setImmediate(write, n + 1);
  };
  write(0);
  console.log('writes');
`;
let dataDir: string;
let clusters: Cluster[];

beforeEach(() => {
  dataDir = temporaryFolder();
  clusters = [];
});

afterEach(async () => {
  for (const cluster of clusters) await cluster.stop();
  removeFolder(dataDir);
});

async function start(dir = dataDir): Promise<Cluster> {
  const cluster = await startCluster({ dataDir: dir });
  clusters.push(cluster);
  return cluster;
}

async function ask(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** A cluster that another process of ours holds, as after `npm start`. */
async function startElsewhere(options: { uid?: number; gid?: number } = {}) {
  const holder = startProgram([holdCluster, dataDir], options);
  const [line] = await holder.says(/\{.*\}/);
  return { holder, ...(JSON.parse(line) as { pid: number; url: string; adopted: boolean }) };
}

describe('the embedded database', () => {
  test('keeps what was committed over a stop, and leaves no process, socket or password open', async () => {
    const first = await start();
    expect(first.adopted).toBe(false);
    await ask(first.url, 'create table kept as select 7 as n');
    const socketFolder = first.connection.host;
    expect(statSync(socketFolder).mode & 0o777).toBe(0o700);
    expect(statSync(join(dataDir, 'postgres', 'password')).mode & 0o777).toBe(0o600);
    await first.stop();
    await first.stop();
    await untilGone(first.pid());
    expect(existsSync(socketFolder)).toBe(false);
    const second = await start();
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  test('sorts by code point, speaks UTF-8 and UTC, and is reached only with its password', async () => {
    const { connection, url } = await start();
    const [facts] = await ask(
      url,
      `select current_setting('server_encoding') as encoding, current_setting('timezone') as zone,
              current_setting('synchronous_commit') as durable, current_setting('listen_addresses') as tcp,
              datlocprovider as provider, datlocale as locale from pg_database where datname = current_database()`,
    );
    expect(facts).toEqual({
      encoding: 'UTF8',
      zone: 'UTC',
      durable: 'on',
      tcp: '',
      provider: 'b',
      locale: 'C.UTF-8',
    });
    const stranger = new pg.Client({ ...connection, password: 'guessed' });
    await expect(stranger.connect()).rejects.toMatchObject({ code: '28P01' });
  });

  test('makes a database once, however many ask for it', async () => {
    const cluster = await start();
    const made = await Promise.all([1, 2, 3].map(() => cluster.ensureDatabase('city')));
    expect(new Set(made.map(({ database }) => database))).toEqual(new Set(['city']));
  });

  test('is adopted when the process that started it was killed', async () => {
    const left = await startElsewhere();
    left.holder.child.kill('SIGKILL');
    await left.holder.ended;
    const cluster = await start();
    expect(cluster.adopted).toBe(true);
    expect(cluster.pid()).toBe(left.pid);
    await cluster.stop();
    expect(isAlive(left.pid)).toBe(false);
  });

  test('recovers what was committed when everything was killed', async () => {
    const left = await startElsewhere();
    await ask(left.url, 'create table kept as select 7 as n');
    left.holder.child.kill('SIGKILL');
    await left.holder.ended;
    process.kill(left.pid, 'SIGKILL');
    const cluster = await start();
    expect(cluster.adopted).toBe(false);
    expect(await ask(cluster.url, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  test('does not believe a left-over file that names another living process', async () => {
    const left = await startElsewhere();
    left.holder.child.kill('SIGKILL');
    await left.holder.ended;
    process.kill(left.pid, 'SIGKILL');
    await untilGone(left.pid);
    const pidFile = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
    const owner = statSync(pidFile);
    // A living process of the same user, which Postgres by itself would take for its predecessor.
    const other = startProgram(['-e', 'setInterval(() => {}, 60_000); console.log("alive")'], {
      ...(isRoot ? { uid: owner.uid, gid: owner.gid } : {}),
    });
    await other.says(/alive/);
    const lines = readFileSync(pidFile, 'utf8').split('\n');
    writeFileSync(pidFile, [other.child.pid, ...lines.slice(1)].join('\n'));
    const cluster = await start();
    expect(cluster.adopted).toBe(false);
    expect(await ask(cluster.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    other.child.kill('SIGKILL');
    await other.ended;
  });

  test('begins anew when it was killed while it was being made', async () => {
    const holder = startProgram([holdCluster, dataDir]);
    const half = join(dataDir, 'postgres', `unfinished-cluster-${holder.child.pid}`);
    while (!existsSync(half) && holder.child.exitCode === null) await new Promise(setImmediate);
    holder.child.kill('SIGKILL');
    await holder.ended;
    const cluster = await start();
    expect(await ask(cluster.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  test('begins anew beside a folder that an earlier attempt still writes into, and removes it at a later start', async () => {
    const half = join(dataDir, 'postgres', 'unfinished-cluster-1');
    mkdirSync(half, { recursive: true });
    // As an `initdb` does that outlived its parent: it writes whatever is removed under its hands.
    const writer = startProgram(['-e', writeForever, half]);
    await writer.says(/writes/);
    const cluster = await start();
    expect(await ask(cluster.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await cluster.stop();
    writer.child.kill('SIGKILL');
    await writer.ended;
    await start();
    expect(existsSync(half)).toBe(false);
  });

  test('is started again at the same address when it dies', async () => {
    const crashes: string[] = [];
    const cluster = await startCluster({ dataDir, onCrash: (logFile) => crashes.push(logFile) });
    clusters.push(cluster);
    const before = cluster.pid();
    process.kill(before, 'SIGKILL');
    await expect.poll(() => cluster.pid(), { timeout: 30_000 }).not.toBe(before);
    expect(await ask(cluster.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(crashes).toEqual([cluster.logFile]);
  });

  test.runIf(isRoot)('runs for an ordinary user too', async () => {
    const { chownSync } = await import('node:fs');
    chownSync(dataDir, nobody.uid, nobody.gid);
    const { holder, url, pid } = await startElsewhere(nobody);
    expect(statSync(join(dataDir, 'postgres', 'cluster')).uid).toBe(nobody.uid);
    expect(await ask(url, 'select 1 as n')).toEqual([{ n: 1 }]);
    holder.child.kill('SIGTERM');
    expect(await holder.ended).toBe(0);
    expect(isAlive(pid)).toBe(false);
    // And root runs it as the user that owns it.
    const cluster = await start();
    expect(statSync(`/proc/${cluster.pid()}`).uid).toBe(nobody.uid);
  });
});
