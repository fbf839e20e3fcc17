import { sql } from 'drizzle-orm';
import type { Database } from '#server/db/pool.ts';
import type { Check } from './check.ts';

/** A timer that fired has exactly one effect, one that did not has none, and no firing made its fact twice. */
export async function checkFirings(tx: Database): Promise<Check> {
  const { rows: effects } = await tx.execute<{ id: string; state: string }>(sql`
    select coalesce(t.id, e.timer_id) as id, coalesce(t.state, 'no timer') as state
    from timer t full join effect e on e.timer_id = t.id
    where (t.state = 'fired') is distinct from (e.timer_id is not null)
      or (t.state = 'fired') is distinct from (t.fired_at is not null)`);
  const { rows: twice } = await tx.execute<{ caseId: string; clock: string; step: string }>(sql`
    with facts as (
      select case_id, body->'body'->>'clock' as clock, body->'body'->>'subject' as subject,
        case type when 'timer.warned' then 'amber' else 'red' end as step, count(*) as n
      from event where type in ('timer.warned', 'timer.breached') group by 1, 2, 3, 4
    ), fired as (
      select case_id, clock, subject::text as subject, step, count(*) as n
      from timer where state = 'fired' group by 1, 2, 3, 4
    )
    select f.case_id as "caseId", f.clock, f.step from facts f left join fired using (case_id, clock, subject, step)
    where f.n > coalesce(fired.n, 0)`);
  const { rows: count } = await tx.execute<{ n: string }>(
    sql`select count(*) as n from timer where state = 'fired'`,
  );
  return {
    zh: '时限各触发一次',
    en: 'each fired timer has one effect, none twice',
    checked: Number(count[0]?.n ?? 0),
    differences: [
      ...effects.map(({ id, state }) => `timer ${id} ${state}`),
      ...twice.map(({ caseId, clock, step }) => `case ${caseId} ${clock} ${step}`),
    ],
  };
}
