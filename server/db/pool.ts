import { NodePgDatabase, NodePgSession } from 'drizzle-orm/node-postgres';
import { PgDialect } from 'drizzle-orm/pg-core';
import pg from 'pg';
import type { DatabaseRole } from '#server/db/scope.ts';

/** Every query goes through Drizzle on this pool; a transaction handle has the same shape. */
export type Database = NodePgDatabase;

export interface Pool {
  db: Database;
  raw: pg.Pool;
  end: () => Promise<void>;
}

/** One for all handles: it remembers what the columns of a table are called in the database. */
export const dialect = new PgDialect({ casing: 'snake_case' });

/** A handle on a pool, or on the one connection of a transaction. Drizzle's own `drizzle()` makes a dialect for each, which remembers nothing. */
export function handleOn(client: pg.Pool | pg.PoolClient): Database {
  const db = new NodePgDatabase(dialect, new NodePgSession(client, dialect, undefined), undefined);
  return Object.assign(db, { $client: client });
}

/** Bounds of reliability: a statement 5 s, a lock 2 s, an idle transaction 2 s. */
const LIMITS =
  '-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=2000 -c timezone=UTC';

/**
 * A pool of connections. One that breaks is reported and replaced; without its listeners the process would die
 * with the database.
 * @param role taken on by every connection; without it, commands of the administration are whoever connects
 */
export function openPool(
  connection: pg.PoolConfig,
  onError: (error: Error) => void,
  max = 20,
  role?: DatabaseRole,
): Pool {
  const options = role ? `${LIMITS} -c role=${role}` : LIMITS;
  const raw = new pg.Pool({ ...connection, max, options, connectionTimeoutMillis: 5_000 });
  // A connection that the server cuts while the pool is ending is not lost: nobody wants it any more.
  const lost = (error: Error): void => (raw.ended ? undefined : onError(error));
  raw.on('error', lost);
  // The pool listens to idle connections only. One that breaks in the middle of a transaction says so as well,
  // and without a listener of its own that would end the process; its query fails and is retried in any case.
  raw.on('connect', (client) => client.on('error', () => undefined));
  return { db: handleOn(raw), raw, end: () => raw.end() };
}

/** For connections of which a crash of the machine may take the last commits: they do not wait for the disk. */
export const unhurried = (client: pg.ClientBase): Promise<unknown> =>
  client.query('set synchronous_commit = off');

/** What a handle speaks through: the pool, or within a transaction the one connection of it. */
export const clientOf = (db: Database): pg.Pool | pg.PoolClient =>
  (db as Database & { $client: pg.Pool | pg.PoolClient }).$client;
