import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Sealer } from '#server/access/seal.ts';
import { openPool } from '#server/db/pool.ts';
import { verifySystem } from '#server/verify/system.ts';
import { TEST_SECRET } from '../../support/running-app.ts';
import type { City } from '../city.ts';
import { Postgres } from '../postgres.ts';
import { close, type Row } from '../row.ts';
import { within } from '../stage.ts';

export const rolling: Row = {
  n: 16,
  name: 'a rolling deploy, and a restore',
  fault: 'a rolling deploy under load; restore from a backup',
  bound: 'no failed command after retry; nothing lost',
  run: (stage) =>
    within(stage.city(), async (city) => {
      await city.crowd.begin(stage.load);
      const rounds = stage.times(4, 1);
      for (let round = 0; round < rounds; round += 1) {
        for (const server of city.servers) {
          await stage.rest(stage.seconds(2, 0.5));
          await server.signal('SIGTERM');
          await server.start();
        }
      }
      const restored = await restore(city);
      const found = await close(city, [], restored.faults, [
        `${rounds * city.servers.length} processes replaced one after the other`,
        restored.note,
      ]);
      const { silent, codes } = await city.crowd.reckon();
      const failed =
        silent > 0 ? [`${silent} commands were never answered, however often they were sent`] : [];
      const refused = Object.entries(codes).map(([code, n]) => `${code} ${n}`);
      return {
        ...found,
        faults: [...found.faults, ...failed],
        notes: [...(found.notes ?? []), `refused: ${refused.join(', ') || 'none'}`],
      };
    }),
};

/**
 * A copy of the cluster's files while commands go on, between pg_backup_start and pg_backup_stop, and a start from it
 * (https://www.postgresql.org/docs/18/continuous-archiving.html, "Making a Base Backup Using the Low Level API").
 */
async function restore(city: City): Promise<{ faults: string[]; note: string }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'faling-restored-'));
  const copy = await Postgres.at(dataDir, { fsync: 'off' });
  try {
    const committed = await backUp(city, copy);
    // The accounts of Postgres were restored with everything else.
    copy.connection.password = city.postgres.connection.password;
    await copy.start();
    const pool = openPool({ connectionString: copy.urlOf(city.database) }, () => undefined, 2);
    try {
      const { rows } = await pool.raw.query<{ seq: string; n: number }>(
        'select seq, (select count(*)::int from feed) as n from feed_head',
      );
      const checks = await verifySystem(pool.db, new Sealer(TEST_SECRET));
      const differences = checks.flatMap(({ en, differences: all }) =>
        all.map((one) => `restored: ${en}: ${one}`),
      );
      const short =
        Number(rows[0]!.seq) < committed
          ? [`the restored feed ends at ${rows[0]!.seq}, and ${committed} was committed`]
          : [];
      return {
        faults: [...differences, ...short],
        note: `restored to ${rows[0]!.seq}, of which ${committed} were there before the backup ended`,
      };
    } finally {
      await pool.end();
    }
  } finally {
    await copy.remove();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** @returns the last number of the feed that was committed before the backup ended */
async function backUp(city: City, copy: Postgres): Promise<number> {
  const client = new pg.Client({ ...city.postgres.connection });
  await client.connect();
  try {
    await client.query(`select pg_backup_start('rehearsal', fast => true)`);
    rmSync(copy.pgdata, { recursive: true });
    copyFiles(city.postgres.pgdata, copy.pgdata);
    const { rows } = await city.pool.raw.query<{ seq: string }>('select seq from feed_head');
    const stopped = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
    // The log that was written meanwhile is part of the backup; an installation archives it.
    copyFiles(join(city.postgres.pgdata, 'pg_wal'), join(copy.pgdata, 'pg_wal'));
    copy.write('backup_label', stopped.rows[0]!.labelfile);
    return Number(rows[0]!.seq);
  } finally {
    await client.end();
  }
}

/** `cp -a`: files that change or vanish on the way are what a backup has to bear, and node's copy would stop at them. */
function copyFiles(from: string, to: string): void {
  const done = spawnSync('cp', ['-a', '-T', from, to]);
  if (done.error) cpSync(from, to, { recursive: true });
  for (const name of ['postmaster.pid', 'postmaster.opts']) rmSync(join(to, name), { force: true });
}
