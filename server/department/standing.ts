import { sql } from 'drizzle-orm';
import type { Standing } from '#domain/department/suggest.ts';
import { nearestRank } from '#domain/figure/quantile.ts';
import { DAY_MS } from '#domain/timer/calendar.ts';
import type { Database } from '#server/db/pool.ts';

/** How far back signatures are counted. */
const PAST_DAYS = 30;

/**
 * How these departments stand at `now`: duties in hand, and how long their signatures of the last 30 days took. Read from
 * the cases that they hold or held, by the index on departments.
 */
export async function readStandings(
  db: Database,
  departmentIds: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, Standing>> {
  const ids = sql`${sql.param([...departmentIds])}::text[]`;
  const { rows } = await db.execute<{ id: string; held: boolean; took: string | null }>(sql`
    select a->>'departmentId' as id,
      (a->>'doneAt' is null and a->>'endedAt' is null and c.closed_at is null) as held,
      (a->>'signedAt')::bigint - (a->>'dispatchedAt')::bigint as took
    from "case" c cross join lateral jsonb_array_elements(c.body->'assignments') a
    where c.departments && ${ids} and a->>'departmentId' = any(${ids})
      and (c.closed_at is null or (a->>'dispatchedAt')::bigint > ${now - PAST_DAYS * DAY_MS})`);
  const byId = Map.groupBy(rows, (row) => row.id);
  return new Map([...byId].map(([id, own]) => [id, standingOf(own)]));
}

function standingOf(rows: readonly { held: boolean; took: string | null }[]): Standing {
  const took = rows.flatMap((row) => (row.took === null ? [] : [Number(row.took)])).sort((a, b) => a - b);
  const load = rows.filter((row) => row.held).length;
  return { load, sign: took.length === 0 ? null : { p50Ms: nearestRank(took, 0.5), n: took.length } };
}
