import { sql } from 'drizzle-orm';
import type { Case } from '#domain/case/case.ts';
import type { Firing } from '#domain/timer/timer.ts';
import { caseTable } from '#server/case/table.ts';
import { executePlanned } from '#server/db/planned.ts';
import type { Database } from '#server/db/pool.ts';
import { cityClockTable, timerTable } from '#server/timer/table.ts';

/** A case that is locked, as it is under the lock, and the rows that were found due. */
export interface Claimed {
  subject: Case;
  rows: Firing[];
}

export interface Claim {
  cases: Claimed[];
  /** The city's instant, and the database's own, both after the last lock. */
  now: number;
  databaseAt: number;
  /** How fast the city's time runs on the database's. */
  rate: number;
}

/**
 * Locks the cases of the `limit` oldest due timers that nobody else holds. A row may be older than its case, which
 * is read as it is under the lock: the case says what is due, the row only where to look.
 *
 * `city_now()` stands in a select of its own, or the index on `fire_at` would not be used; and the order has no
 * second key, or all that is due at once would be sorted, with its cases, for each claim.
 * @param aside cases to pass over
 */
export async function claim(tx: Database, limit: number, aside: readonly string[]): Promise<Claim> {
  const [row] = await executePlanned<{
    due: Row[] | null;
    now: Date;
    database_at: Date;
    rate: number;
  }>(
    tx,
    sql`
    with due as materialized (
      select t.clock, t.subject, t.gen, t.step, (extract(epoch from t.fire_at) * 1000)::bigint as "fireAt", c.body from ${timerTable} t join ${caseTable} c on c.id = t.case_id
      where t.state = 'armed' and t.fire_at <= (select city_now()) and t.case_id <> all (${sql.param(aside)}::uuid[])
      order by t.fire_at limit ${limit} for update of c skip locked
    )
    select json_agg(due) as due, city_now() as now, clock_timestamp() as database_at,
      (select rate from ${cityClockTable} where id = 1) as rate from due`,
  );
  const cases = new Map<string, Claimed>();
  for (const { body, ...firing } of row?.due ?? []) {
    const claimed = cases.get(body.id) ?? { subject: body, rows: [] };
    claimed.rows.push(firing);
    cases.set(body.id, claimed);
  }
  return {
    cases: [...cases.values()],
    now: instantOf(row?.now),
    databaseAt: instantOf(row?.database_at),
    rate: row?.rate ?? 0,
  };
}

type Row = Firing & { body: Case };

const instantOf = (value: Date | undefined): number => value?.getTime() ?? Number.NaN;
