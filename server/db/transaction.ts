import { isRefusal, type Refusal } from '#domain/refusal.ts';
import type { Database } from '#server/db/pool.ts';

class RolledBack extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.refused);
    this.refusal = refusal;
  }
}

/** Runs `work` in one transaction; a refusal undoes everything it did and is the answer. */
export async function transaction<T>(
  db: Database,
  work: (tx: Database) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  try {
    return await db.transaction(async (tx) => {
      const outcome = await work(tx);
      if (isRefusal(outcome)) throw new RolledBack(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.refusal;
    throw error;
  }
}

/** Faults that may pass when tried again: serialization, deadlock, lock or statement time-out, a lost or refused connection. */
const PASSING = /^(40001|40P01|55P03|57014|57P01|57P02|57P03|25P03|53300|08...)$/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT']);

export function isPassing(fault: unknown): boolean {
  for (let cause: unknown = fault; cause instanceof Error; cause = cause.cause) {
    const code = (cause as Error & { code?: string }).code;
    if (code !== undefined && (PASSING.test(code) || NETWORK.has(code))) return true;
    if (/Connection terminated|timeout exceeded when trying to connect/.test(cause.message)) return true;
  }
  return false;
}
