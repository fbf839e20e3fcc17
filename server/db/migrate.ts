import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import type pg from 'pg';

/** Any number that nothing else uses: whoever holds it migrates, the others wait and find it done. */
const MIGRATION_LOCK = 7_021_072;

const folder = fileURLToPath(new URL('../../drizzle', import.meta.url));

/** Brings the schema up to date, once, however many processes start together. */
export async function migrate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(
      'set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0',
    );
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await runMigrations(drizzle({ client }), { migrationsFolder: folder });
  } finally {
    // Closing the connection gives the lock back and forgets its settings.
    client.release(true);
  }
}
