import { pino, type Logger } from 'pino';

/** Ids only: a line of the log never holds a name, a telephone number or a resident's words. */
export function openLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

/** A fault as far as it may be logged: its kind and code, not the values that a database error quotes. */
export function faultOf(fault: unknown): Record<string, unknown> {
  if (!(fault instanceof Error)) return { kind: typeof fault };
  const inner = fault.cause instanceof Error ? fault.cause : fault;
  const { code, constraint, table } = inner as Error & Record<string, unknown>;
  const where = inner.stack
    ?.split('\n')
    .slice(1, 6)
    .map((line) => line.trim());
  // Drizzle's message repeats the query with its parameters, Postgres' detail the row: neither is written down.
  return { kind: inner.name, code, constraint, table, message: code ? undefined : inner.message, where };
}
