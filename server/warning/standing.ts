import { sql, type SQL } from 'drizzle-orm';
import type { Standing as StandingWarning } from '#domain/warning/finding.ts';
import type { Database } from '#server/db/pool.ts';

/** A warning that stands, with what a list needs of the case that it stands on. */
export interface Standing extends StandingWarning {
  caseId: string;
  number: string;
  areaCode: string;
  label: string;
  siteId: string | null;
  matterCode: string | null;
}

/**
 * The warnings that stand, the newest first. A case on which one stands is watched: the index `case_watched` holds those
 * and the few others that somebody keeps an eye on, however many cases there are.
 */
export async function readStanding(db: Database, where: SQL = sql`true`): Promise<Standing[]> {
  const { rows } = await db.execute<Omit<Standing, 'closedAt'> & { closedAt: string | Date | null }>(sql`
    select w as warning, id as "caseId", number, area_code as "areaCode", lat, lon, matter_code as "matterCode",
      body->'place'->>'label' as label, body->'place'->>'siteId' as "siteId", closed_at as "closedAt"
    from "case" cross join lateral jsonb_array_elements(body->'warnings') w
    where watched and ${where} and jsonb_typeof(w->'liftedAt') = 'null'
    order by (w->>'raisedAt')::bigint desc, id`);
  return rows.map((row) => ({
    ...row,
    closedAt: row.closedAt === null ? null : new Date(row.closedAt).getTime(),
  }));
}

/** What was warned of under one key before: how often, whether it still stands, and when it was last lifted. */
export interface Past {
  times: number;
  stands: boolean;
  liftedAt: number;
}

export const NEVER: Past = { times: 0, stands: false, liftedAt: Number.NEGATIVE_INFINITY };

/** The past of each of these keys that has one: a look into the index `event_warning`. */
export async function readPast(tx: Database, keys: readonly string[]): Promise<Map<string, Past>> {
  if (keys.length === 0) return new Map();
  const { rows } = await tx.execute<{
    key: string;
    times: string;
    stands: boolean;
    liftedAt: string | null;
  }>(sql`
    select e.body->'body'->>'key' as key, count(*) as times,
      bool_or(jsonb_typeof(w->'liftedAt') = 'null') as stands, max((w->>'liftedAt')::bigint) as "liftedAt"
    from event e join "case" c on c.id = e.case_id
    cross join lateral jsonb_array_elements(c.body->'warnings') w
    where e.type = 'warning.raised' and e.body->'body'->>'key' = any (${sql.param([...keys])}::text[])
      and w->>'id' = e.body->'body'->>'warningId'
    group by 1`);
  return new Map(
    rows.map(({ key, times, stands, liftedAt }) => [
      key,
      { times: Number(times), stands, liftedAt: liftedAt === null ? NEVER.liftedAt : Number(liftedAt) },
    ]),
  );
}
