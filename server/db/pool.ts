import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';

/** Every query goes through Drizzle on this pool; a transaction handle has the same shape. */
export type Database = NodePgDatabase;

export interface Pool {
  db: Database;
  raw: pg.Pool;
  end: () => Promise<void>;
}

/** Bounds of reliability: a statement 5 s, a lock 2 s, an idle transaction 2 s. */
const LIMITS =
  '-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=2000 -c timezone=UTC';

/**
 * A pool of connections. A connection that breaks while idle is reported and replaced; without the
 * listener the process would die with the database.
 */
export function openPool(connection: pg.PoolConfig, onError: (error: Error) => void, max = 20): Pool {
  const raw = new pg.Pool({ ...connection, max, options: LIMITS, connectionTimeoutMillis: 5_000 });
  // A connection that the server cuts while the pool is ending is not lost: nobody wants it any more.
  raw.on('error', (error) => (raw.ended ? undefined : onError(error)));
  // A connection cut in the middle of a transaction: the query that waits on it gets the error, and nobody else has to die of it.
  raw.on('connect', (client) => client.on('error', () => undefined));
  return { db: drizzle({ client: raw, casing: 'snake_case' }), raw, end: () => raw.end() };
}
