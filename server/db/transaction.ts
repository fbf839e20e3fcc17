import pg from 'pg';
import { isRefusal } from '#domain/refusal.ts';
import { clientOf, handleOn, type Database } from '#server/db/pool.ts';
import { statementsFor, type Reach } from '#server/db/scope.ts';

/**
 * How a transaction begins: writers read what is committed, readers see one moment. An act finds each row by its key and keeps
 * its plans: made while a table is small, or from what a policy lets through, they would read all of it once it is not small any more.
 */
const BEGIN = {
  act: 'begin isolation level read committed; set local enable_seqscan = off; set local enable_bitmapscan = off',
  write: 'begin isolation level read committed',
  read: 'begin isolation level repeatable read read only',
} as const;
export type Mode = keyof typeof BEGIN;

/**
 * Runs `work` in one transaction on a connection of its own; within a transaction already, it is a part of that one.
 * A refusal undoes everything it did and is the answer.
 * Drizzle's own `transaction` is not used: where `begin` or `rollback` fails, because the database went away, it
 * keeps the connection for ever, and a pool that loses one at each fault is empty in the end.
 */
export async function transaction<T>(
  db: Database,
  work: (tx: Database) => Promise<T>,
  mode: Mode = 'write',
  reach?: Reach,
): Promise<T> {
  const pool = clientOf(db);
  if (!(pool instanceof pg.Pool)) return work(db);
  const client = await pool.connect();
  let lost: Error | undefined;
  try {
    await client.query(BEGIN[mode] + (reach ? statementsFor(reach) : ''));
    const outcome = await work(handleOn(client));
    await client.query(isRefusal(outcome) ? 'rollback' : 'commit');
    return outcome;
  } catch (error) {
    await client.query('rollback').catch((fault: Error) => (lost = fault));
    throw error;
  } finally {
    // A connection whose end of the transaction is not known must not be given to anybody else.
    client.release(lost);
  }
}

/**
 * Faults that may pass when tried again: serialization, deadlock, lock or statement time-out, a lost or refused connection, and
 * a want of disk, memory or connections (class 53).
 */
const PASSING = /^(40001|40P01|55P03|57014|57P01|57P02|57P03|25P03|53...|08...)$/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT']);

/** What `pg` itself says of a lost connection, without a code. */
const LOST =
  /Connection terminated|not queryable|Client was closed|Query read timeout|timeout exceeded when trying to connect/;

export function isPassing(fault: unknown): boolean {
  for (let cause: unknown = fault; cause instanceof Error; cause = cause.cause) {
    const code = (cause as Error & { code?: string }).code;
    if (code !== undefined && (PASSING.test(code) || NETWORK.has(code))) return true;
    if (LOST.test(cause.message)) return true;
  }
  return false;
}
