import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startCluster } from '#server/db/cluster.ts';
import { migrate } from '#server/db/migrate.ts';
import { templateName } from './database.ts';
import { clearAway, temporaryFolderOfRun } from './leftovers.mjs';

/**
 * Holds the Postgres of a test run in a process of its own: it says how to connect, and it stops Postgres and
 * removes its data when whoever started it is gone, for whatever reason, Ctrl-C and kill -9 included.
 * Without fsync: the tests kill processes, not the operating system, and what Postgres has written survives
 * the death of Postgres.
 */
const isPartOfRun = process.env.FALING_TEST_RUN !== undefined;
const folder = isPartOfRun ? tmpdir() : await temporaryFolderOfRun();
process.env.TMPDIR = folder;
const dataDir = mkdtempSync(join(folder, 'faling-test-'));
// As root, the database runs as another user, which has to pass through.
chmodSync(dataDir, 0o755);
const starting = startCluster({ dataDir, settings: { fsync: 'off', max_connections: '300' } });

process.once('disconnect', () => void end(0));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

try {
  const cluster = await starting;
  const template = await cluster.ensureDatabase(templateName);
  const pool = new pg.Pool({ ...template, max: 2 });
  await migrate(pool);
  await pool.end();
  process.send!({ connection: cluster.connection, folder });
} catch (error) {
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  await new Promise((done) => process.send!({ error: told }, done));
  await end(1);
}

async function end(code: number): Promise<void> {
  await starting.then((cluster) => cluster.stop()).catch(() => {});
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  // Under `npm test`, what is left over is counted and cleared away by tests/run.mjs.
  if (!isPartOfRun) await clearAway(folder);
  process.exit(code);
}
