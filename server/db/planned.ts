import { createHash } from 'node:crypto';
import type { SQL } from 'drizzle-orm';
import { clientOf, dialect, type Database } from '#server/db/pool.ts';

/**
 * Runs a statement that a connection plans once and then knows by its name. For texts of which there are few, and
 * whose plan does not depend on what they are given: planning the one that saves a case costs as much as running it.
 */
export async function executePlanned<Row extends object>(db: Database, statement: SQL): Promise<Row[]> {
  const { sql: text, params } = dialect.sqlToQuery(statement);
  const name = createHash('sha256').update(text).digest('base64url');
  const { rows } = await clientOf(db).query<Row>({ name, text, values: params });
  return rows;
}
