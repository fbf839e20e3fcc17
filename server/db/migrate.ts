import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type pg from 'pg';
import { rolesMissing } from '#server/db/roles.ts';
import { StartRefusal } from '#server/launch/start-refusal.mjs';

/** Any number that nothing else uses: whoever holds it migrates, the others wait and find it done. */
const MIGRATION_LOCK = 7_021_072;

const migrationsFolder = fileURLToPath(new URL('../../drizzle', import.meta.url));

/**
 * Brings the schema up to date, once, however many processes start together. Whoever owns nothing in the database only
 * sees that it is.
 * @throws StartRefusal where it is not, or where the roles of the application cannot be made
 */
export async function migrate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(
      'set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0',
    );
    if (!(await mayCreate(client))) return await requireCurrent(client);
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await runMigrations(drizzle({ client }), { migrationsFolder });
  } catch (error) {
    throw isAboutRoles(error) ? rolesMissing() : error;
  } finally {
    // Closing the connection gives the lock back and forgets its settings.
    client.release(true);
  }
}

async function mayCreate(client: pg.PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    "select has_database_privilege(current_database(), 'create') as may",
  );
  return rows[0]?.may === true;
}

async function requireCurrent(client: pg.PoolClient): Promise<void> {
  const wanted = readMigrationFiles({ migrationsFolder }).length;
  const { rows } = await client
    .query<{ n: number }>('select count(*)::int as n from drizzle.__drizzle_migrations')
    .catch(() => ({ rows: [] }));
  if ((rows[0]?.n ?? 0) >= wanted) return;
  throw new StartRefusal(
    'database-behind',
    '数据库结构不是最新，而当前账号无权更新；未作任何改动；请以数据库所有者的 DATABASE_URL 执行 npm run db:migrate，再重新启动。',
    'The schema of the database is not up to date, and its user may not change it; nothing was changed; run npm run db:migrate with the DATABASE_URL of its owner, and start again.',
  );
}

/** `insufficient_privilege` while a role was to be made or given. */
function isAboutRoles(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const { code, message } = cause as Error & { code?: string };
    if (code === '42501' && /role/.test(message)) return true;
  }
  return false;
}
