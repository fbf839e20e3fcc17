import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startCluster } from '#server/db/cluster.ts';
import { migrate } from '#server/db/migrate.ts';
import { templateName } from './database.ts';

/**
 * One real Postgres for the whole run, with one migrated database that each test file clones (vitest's and
 * Playwright's global set-up). Its address reaches the test processes through the environment.
 * Without fsync: the tests kill processes, not the operating system, and what Postgres has written survives
 * the death of Postgres.
 */
export default async function setUpCluster(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'faling-test-'));
  // As root, the database runs as another user, which has to pass through.
  chmodSync(dataDir, 0o755);
  const cluster = await startCluster({ dataDir, settings: { fsync: 'off', max_connections: '300' } });
  const tearDown = async () => {
    await cluster.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const connection = await cluster.ensureDatabase(templateName);
    const pool = new pg.Pool({ ...connection, max: 2 });
    await migrate(pool);
    await pool.end();
    process.env.FALING_TEST_CLUSTER = JSON.stringify(cluster.connection);
  } catch (error) {
    await tearDown();
    throw error;
  }
  return tearDown;
}
