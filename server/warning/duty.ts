import { sql } from 'drizzle-orm';
import type { Case } from '#domain/case/case.ts';
import { entryOf } from '#domain/figure/cohort.ts';
import { DAY_MS } from '#domain/timer/calendar.ts';
import type { Duties } from '#domain/warning/streak.ts';
import type { Thresholds } from '#domain/warning/thresholds.ts';
import type { Database } from '#server/db/pool.ts';
import { instantOf } from '#server/warning/sighting.ts';

/** How many of a department's latest cases are read: the last of its clocks are among them. */
const LATEST = 50;

/** The departments of the cases of which a clock ran out after `from`: a range of the index `timer_fired`. */
export async function readOverdue(tx: Database, rule: Thresholds['streak'], from: number): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select distinct unnest(c.departments) as id from timer t join "case" c on c.id = t.case_id
    where t.state = 'fired' and t.step = 'red' and t.fired_at > ${instantOf(from)}
      and t.clock = any (${sql.param(rule.clocks)}::text[])`);
  return rows.map(({ id }) => id);
}

/** The clocks of these departments by kind, out of the latest cases of each. */
export async function readDuties(
  tx: Database,
  departmentIds: readonly string[],
  rule: Thresholds['streak'],
  now: number,
): Promise<Duties[]> {
  if (departmentIds.length === 0) return [];
  const { rows } = await tx.execute<{ id: string; body: Case }>(sql`
    select d.id, c.body from unnest(${sql.param([...departmentIds])}::text[]) as d(id) cross join lateral (
      select body from "case" where departments @> array[d.id]
        and discovered_at > ${instantOf(now - rule.withinDays * DAY_MS)}
      order by discovered_at desc limit ${LATEST}
    ) c`);
  const cases = Map.groupBy(rows, ({ id }) => id);
  return departmentIds.flatMap((departmentId) => {
    const entries = (cases.get(departmentId) ?? []).flatMap(({ body }) =>
      body.timers
        .filter(({ clock }) => rule.clocks.includes(clock))
        .map((timer) => ({ clock: timer.clock, entry: entryOf(body, timer) })),
    );
    const own = entries.filter(({ entry }) => entry.departmentId === departmentId);
    return rule.clocks.map((clock) => ({
      ...{ departmentId, clock },
      entries: own.filter((one) => one.clock === clock).map(({ entry }) => entry),
    }));
  });
}
