import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startCluster } from '#server/db/cluster.ts';
import { migrate } from '#server/db/migrate.ts';
import { templateName } from '../support/database.ts';

/** A Postgres with an installation's own settings: a benchmark writes as durably as a district does, fsync and all. */
export async function openBenchCluster(settings: Record<string, string> = {}): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'faling-bench-'));
  const cluster = await startCluster({ dataDir, settings });
  const pool = new pg.Pool({ ...(await cluster.ensureDatabase(templateName)), max: 1 });
  await migrate(pool);
  await pool.end();
  process.env.FALING_TEST_CLUSTER = JSON.stringify(cluster.connection);
  return async () => {
    await cluster.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

/** Work on a connection of its own, without the bounds of a pool; ended in any case, or it would outlive the cluster. */
export async function onClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
