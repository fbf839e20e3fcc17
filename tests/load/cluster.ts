import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startCluster } from '#server/db/cluster.ts';
import { migrate } from '#server/db/migrate.ts';
import { templateName } from '../support/database.ts';

/** A Postgres with an installation's own settings: a benchmark writes as durably as a district does, fsync and all. */
export async function openBenchCluster(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'faling-bench-'));
  const cluster = await startCluster({ dataDir });
  const pool = new pg.Pool({ ...(await cluster.ensureDatabase(templateName)), max: 1 });
  await migrate(pool);
  await pool.end();
  process.env.FALING_TEST_CLUSTER = JSON.stringify(cluster.connection);
  return async () => {
    await cluster.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
