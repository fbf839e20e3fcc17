import { sql, type SQL } from 'drizzle-orm';
import type { Case } from '#domain/case/case.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import { cityNow } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';
import { MILESTONES } from '#server/intake/open311/milestone.ts';
import { periodOf } from '#server/intake/open311/period.ts';
import type { RequestsQuery } from '#server/intake/open311/query.ts';

/** A case that came in through a partner, by whom, and when it last changed for those who follow it. */
export interface RequestRow {
  body: Case;
  partnerId: string;
  updatedAt: number;
}

/**
 * Only what a partner's program sent in by its key: a case that the staff entered for another platform by hand was
 * not promised to anybody as public.
 */
export const BY_PARTNER = sql`c.channel = 'partner' and exists (
  select from event f where f.case_id = c.id and f.version = 1 and f.body -> 'by' ->> 'kind' = 'partner')`;

/** The types of the facts that count as a change, as an array of Postgres. */
export const MILESTONE_TYPES = sql`${sql.param([...MILESTONES])}::text[]`;

/** Requests by number, in no order. */
export const rowsByNumber = (db: Database, numbers: readonly string[]): Promise<RequestRow[]> =>
  rows(db, sql`c.number = any(${sql.param([...numbers])}::text[])`, sql`c.discovered_at desc`, sql``);

/**
 * Requests by the filters of the specification, the newest first. Whoever asks for changes asks without dates for
 * changes of requests of any age, and gets the latest change first.
 */
export async function rowsBy(db: Database, query: RequestsQuery): Promise<RequestRow[] | Refusal> {
  const { service_code, status, start_date, end_date, updated_after, updated_before } = query;
  const byChange = updated_after !== undefined || updated_before !== undefined;
  const where: SQL[] = [sql`true`];
  if (!byChange || start_date !== undefined || end_date !== undefined) {
    const period = periodOf(start_date, end_date, await cityNow(db));
    if (isRefusal(period)) return period;
    where.push(sql`c.discovered_at between ${at(period.from)} and ${at(period.until)}`);
  }
  if (updated_after !== undefined) where.push(sql`u.at >= ${at(updated_after)}`);
  if (updated_before !== undefined) where.push(sql`u.at <= ${at(updated_before)}`);
  if (service_code) where.push(sql`c.matter_code = any(${sql.param(service_code)}::text[])`);
  if (status?.length === 1) {
    const closed = sql`(c.resolved_at is not null or c.closed_at is not null)`;
    where.push(status[0] === 'closed' ? closed : sql`not ${closed}`);
  }
  where.push(...near(query));
  const { page, page_size } = query;
  return rows(
    db,
    sql.join(where, sql` and `),
    byChange ? sql`u.at desc, c.number desc` : sql`c.discovered_at desc, c.number desc`,
    sql`limit ${page_size} offset ${(page - 1) * page_size}`,
  );
}

/** Great-circle distance as in `distanceM`, with the mean radius of the earth. */
function near({ lat, long, radius }: RequestsQuery): SQL[] {
  if (lat === undefined || long === undefined || radius === undefined) return [];
  const placeLat = sql`(c.body -> 'place' ->> 'lat')::float8`;
  const placeLon = sql`(c.body -> 'place' ->> 'lon')::float8`;
  return [
    sql`2 * 6371008.8 * asin(least(1, sqrt(
      power(sin(radians(${placeLat} - ${lat}::float8) / 2), 2) + cos(radians(${lat}::float8)) * cos(radians(${placeLat}))
      * power(sin(radians(${placeLon} - ${long}::float8) / 2), 2)))) <= ${radius}::float8`,
  ];
}

export const at = (ms: number): SQL => sql`${new Date(ms).toISOString()}::timestamptz`;

async function rows(db: Database, where: SQL, order: SQL, page: SQL): Promise<RequestRow[]> {
  const { rows: found } = await db.execute<{ body: Case; partner: string; updated: Date | string }>(sql`
    select c.body, u.at as updated, r.body -> 'by' ->> 'id' as partner
    from "case" c
    join event r on r.case_id = c.id and r.version = 1
    cross join lateral (
      select max(e.at) as at from event e where e.case_id = c.id and e.type = any(${MILESTONE_TYPES})
    ) u
    where ${BY_PARTNER} and ${where} order by ${order} ${page}`);
  return found.map(({ body, partner, updated }) => ({
    body,
    partnerId: partner,
    updatedAt: new Date(updated).getTime(),
  }));
}
