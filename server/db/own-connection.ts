import pg from 'pg';
import { DATABASE_ROLES } from '#server/db/scope.ts';

/** How long anything asked on it may take, connecting included: the database itself ends a statement of the pools as soon. */
const TIMEOUT_MS = 5_000;
/** A line on which nobody speaks is tried after so long. */
const QUIET_MS = 10_000;

/**
 * A connection beside the pools, for what hangs on one connection: a lock of a session, a channel that is listened to. Where
 * the other end has gone without a word, it says so in seconds and not when TCP gives up, a quarter of an hour later.
 */
export const ownConnection = (connectionString: string): pg.Client =>
  new pg.Client({
    ...{ connectionString, options: `-c role=${DATABASE_ROLES.tail}` },
    ...{ connectionTimeoutMillis: TIMEOUT_MS, query_timeout: TIMEOUT_MS },
    ...{ keepAlive: true, keepAliveInitialDelayMillis: QUIET_MS },
  });
