import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCluster, type Cluster } from '#server/db/cluster.ts';
import { urlOf } from '#server/db/cluster/ready.ts';
import { removeFolder, temporaryFolder } from '../../support/processes.ts';
import { expectServedAnew, fillCity, runScript, seenBefore } from '../../support/recovery.ts';

/** Everywhere: the data folder is copied while the database runs, as any physical backup does it. */
let from: string;
let to: string;
let clusters: Cluster[];

beforeAll(() => {
  clusters = [];
  [from, to] = [temporaryFolder(), temporaryFolder()];
});
afterAll(async () => {
  for (const cluster of clusters) await cluster.stop();
  for (const dir of [from, to]) removeFolder(dir);
});

async function start(dataDir: string): Promise<Cluster> {
  const cluster = await startCluster({ dataDir, settings: { fsync: 'off' } });
  clusters.push(cluster);
  return cluster;
}

/** pg_backup_start, the files, pg_backup_stop, the log of changes up to it (Postgres manual, 25.3.4). */
async function copyWhileItRuns(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const [source, target] = [join(from, 'postgres'), join(to, 'postgres')];
  const [pgdata, copy] = [join(source, 'cluster'), join(target, 'cluster')];
  await client.query(`select pg_backup_start('rehearsal', fast => true)`);
  mkdirSync(target);
  copyTree(source, target);
  rmSync(join(copy, 'postmaster.pid'));
  const { rows } = await client.query<{ labelfile: string }>(
    `select labelfile from pg_backup_stop(wait_for_archive => false)`,
  );
  await client.end();
  rmSync(join(copy, 'pg_wal'), { recursive: true });
  cpSync(join(pgdata, 'pg_wal'), join(copy, 'pg_wal'), { recursive: true });
  writeFileSync(join(copy, 'backup_label'), rows[0]!.labelfile);
  // As root, everything belongs to the user that runs Postgres.
  spawnSync('chown', ['-R', `--reference=${pgdata}`, target]);
  spawnSync('chmod', ['--reference', pgdata, copy]);
}

/** Files come and go while they are copied: what is gone is made good by the log of changes. */
function copyTree(source: string, target: string): void {
  const { stderr } = spawnSync('cp', ['-a', `${source}/.`, target], { encoding: 'utf8' });
  const other = stderr.split('\n').filter((line) => line && !/No such file|vanished/.test(line));
  expect(other).toEqual([]);
  expect(existsSync(join(target, 'cluster', 'PG_VERSION'))).toBe(true);
}

test(
  'a copy made while the city works is restored, recounts without a difference, and no screen mistakes it for the old one',
  { timeout: 400_000 },
  async () => {
    // given a city in the middle of its day, copied while it works, and a case that comes after the copy
    const source = await start(from);
    const url = urlOf(await source.ensureDatabase('faling'));
    await fillCity(url);
    const seen = await seenBefore(url, () => copyWhileItRuns(url));
    // when everything but the copy is lost, and the copy is brought up
    await source.stop();
    removeFolder(from);
    const restored = urlOf({ ...(await start(to)).connection, database: 'faling' });
    expect(runScript('admin', ['rotate-epoch'], restored)).toMatch(/every screen takes a snapshot/);
    // then it recounts, and screens of before take a snapshot
    expect(runScript('verify', [], restored)).toMatch(/everything agrees/);
    await expectServedAnew(restored, seen);
    expect(runScript('verify', [], restored)).toMatch(/everything agrees/);
  },
);
