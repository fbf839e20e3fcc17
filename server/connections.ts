/** What one process may hold of the database at the same time. */
export interface Connections {
  /** For whoever asks from outside. */
  askers: number;
  /** For the system's own work: the sweep, the clockwork, what is read at the start. */
  system: number;
  /** For running numbers. */
  numbers: number;
  /** One reads the feed, one hears hints, one hears who is at which case, and in a demonstration one holds the baton or waits for it. */
  beside: number;
}

/** With more, each would have too few connections left to answer anybody. */
export const MOST_PROCESSES = 8;

/**
 * Postgres has a hundred unless told, and keeps three of them for superusers. Seven stay free for what has to come in beside a
 * busy installation: `npm run verify` and a command of the administration (two each), a migration, a backup, psql.
 */
const SHARED = 100 - 3 - 7;
/** No process answers faster with more for its queries. */
const MOST_QUERIES = 20;
const NUMBERS = 1;
const BESIDE = 4;

/** What each of so many processes on one database may hold; all of them together fit into a Postgres that was told nothing. */
export function connectionsOf(processes: number): Connections {
  const queries = Math.min(MOST_QUERIES, Math.floor(SHARED / processes) - BESIDE) - NUMBERS;
  const askers = Math.ceil(queries * 0.6);
  return { askers, system: queries - askers, numbers: NUMBERS, beside: BESIDE };
}
