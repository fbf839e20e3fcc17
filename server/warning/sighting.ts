import { sql, type SQL } from 'drizzle-orm';
import { DEGREE_M, type Point } from '#domain/area/point.ts';
import { DAY_MS } from '#domain/timer/calendar.ts';
import type { Sighting } from '#domain/warning/sighting.ts';
import { surgeKey, type Stream, type Usual } from '#domain/warning/surge.ts';
import type { Thresholds } from '#domain/warning/thresholds.ts';
import type { Database } from '#server/db/pool.ts';

/** Since when it is known what a case is about; the expression of the index `case_known`. */
const KNOWN = sql`coalesce(accepted_at, discovered_at)`;
/** What was turned away or taken back says nothing about a place, and an old problem that is entered now is not new. */
const COUNTS = sql`matter_code is not null and state not in ('rejected', 'withdrawn')
  and not (body->>'backlog')::boolean`;

export const instantOf = (ms: number): SQL => sql`to_timestamp(${ms / 1000}::double precision)`;

/** As it comes out of the database; instants as they may be written in any of its ways. */
type Row = Record<string, unknown> & { id: string };

const COLUMNS = sql`c.id, c.area_code as "areaCode", c.matter_code as "matterCode", c.lat, c.lon, c.version,
  c.body->'place'->>'siteId' as "siteId", c.state = 'merged' as merged,
  jsonb_typeof(c.body->'again') = 'object' as doubted, c.discovered_at as "discoveredAt",
  ${KNOWN} as "knownAt", c.resolved_at as "resolvedAt", c.closed_at as "closedAt"`;

const ms = (value: unknown): number => new Date(value as string | Date).getTime();
const msOrNull = (value: unknown): number | null => (value === null ? null : ms(value));

/** A sighting with the version of the case in which it was seen. */
export type Seen = Sighting & { version: number };

const seenOf = (row: Row): Seen => ({
  ...(row as unknown as Seen),
  discoveredAt: ms(row['discoveredAt']),
  knownAt: ms(row['knownAt']),
  resolvedAt: msOrNull(row['resolvedAt']),
  closedAt: msOrNull(row['closedAt']),
});

/** The cases of which it became known after `from` what they are about: a range of `case_known`. */
export async function readFresh(tx: Database, from: number): Promise<Seen[]> {
  const { rows } = await tx.execute<Row>(sql`
    select ${COLUMNS} from "case" c where ${KNOWN} > ${instantOf(from)} and ${COUNTS}`);
  return rows.map(seenOf);
}

/** A matter, and a point around which it is looked for. */
export type Spot = Point & { matterCode: string };

/**
 * The cases of the same matters within `radiusM` of the spots that became known or were resolved after `from`, each once:
 * for every spot a box of the index `case_matter_place`.
 */
export async function readAround(
  tx: Database,
  spots: readonly Spot[],
  radiusM: number,
  from: number,
): Promise<Seen[]> {
  if (spots.length === 0) return [];
  const dLat = radiusM / DEGREE_M;
  const { rows } = await tx.execute<Row>(sql`
    with spot as (
      select * from unnest(${column(spots, 'matterCode')}::text[], ${column(spots, 'lat')}::double precision[],
        ${column(spots, 'lon')}::double precision[]) as s(matter_code, lat, lon)
    ), near as (
      select distinct n.id from spot s cross join lateral (
        select id from "case" where matter_code = s.matter_code
          and lat between s.lat - ${dLat} and s.lat + ${dLat}
          and lon between s.lon - ${dLat} / cos(radians(s.lat)) and s.lon + ${dLat} / cos(radians(s.lat))
          and (${KNOWN} > ${instantOf(from)} or resolved_at > ${instantOf(from)})
      ) n
    )
    select ${COLUMNS} from "case" c join near using (id) where ${COUNTS}`);
  return rows.map(seenOf);
}

/**
 * What each stream had in the same window of the days before, by its key: for every day one range of `case_known`, whose
 * further columns leave out the other streams without a look at their rows.
 */
export async function readUsual(
  tx: Database,
  streams: readonly Stream[],
  rule: Thresholds['surge'],
  now: number,
): Promise<Map<string, Usual>> {
  if (streams.length === 0) return new Map();
  const { rows } = await tx.execute<{
    areaCode: string;
    matterCode: string;
    cases: string;
    days: string;
  }>(sql`
    with stream as (
      select * from unnest(${column(streams, 'areaCode')}::text[], ${column(streams, 'matterCode')}::text[])
        as s(area_code, matter_code)
    ), past as (
      select least(${rule.historyDays}::int, floor(extract(epoch from ${instantOf(now)} -
        (select min(${KNOWN}) from "case" where matter_code is not null)) * 1000 / ${DAY_MS}))::int as days
    )
    select s.area_code as "areaCode", s.matter_code as "matterCode", p.days, (
      select count(*) from generate_series(1, p.days) as back(day) join "case" c
        on ${KNOWN} > ${instantOf(now)} - make_interval(days => back.day, mins => ${rule.windowMin})
        and ${KNOWN} <= ${instantOf(now)} - make_interval(days => back.day)
      where ${KNOWN} >
          ${instantOf(now - rule.historyDays * DAY_MS - rule.windowMin * 60_000)}
        and c.area_code = s.area_code and c.matter_code = s.matter_code and ${COUNTS}
    ) as cases from stream s cross join past p`);
  return new Map(
    rows.map(({ cases, days, ...stream }) => [
      surgeKey(stream),
      { cases: Number(cases), days: Number(days) },
    ]),
  );
}

/** One column of a list of rows, as a parameter of `unnest`. */
const column = <T, K extends keyof T>(rows: readonly T[], key: K): SQL =>
  sql`${sql.param(rows.map((row) => row[key]))}`;
