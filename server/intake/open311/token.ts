import { and, eq, like } from 'drizzle-orm';
import * as v from 'valibot';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { commandTable } from '#server/audit/table.ts';
import type { Accepted } from '#server/command.ts';
import type { Database } from '#server/db/pool.ts';

/** GeoReport v2, "GET service_request_id from a token". */
export interface Open311Token {
  service_request_id: string;
  token: string;
}

/**
 * The token is the Idempotency-Key with which a partner sent a request: whoever got no answer, because the line broke,
 * learns by it whether the request arrived, without sending it again. It is a random UUID, so nobody finds another's.
 */
export async function numberOf(db: Database, token: string): Promise<Open311Token[] | Refusal> {
  if (!v.is(v.pipe(v.string(), v.uuid()), token)) return refuse('not-found');
  const { result, id, type, actor } = commandTable;
  const [row] = await db
    .select({ result })
    .from(commandTable)
    .where(and(eq(id, token), eq(type, 'case.report'), like(actor, 'partner:%')));
  return row?.result ? [{ service_request_id: (row.result as Accepted).number, token }] : refuse('not-found');
}
