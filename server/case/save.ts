import { sql, type SQL } from 'drizzle-orm';
import { grew, scopeOf } from '#domain/board/view.ts';
import { isWatched, type Case } from '#domain/case/case.ts';
import { eventTable } from '#server/audit/table.ts';
import { caseTable } from '#server/case/table.ts';
import { latest, type Step, type Unsaved } from '#server/case/unsaved.ts';
import type { Database } from '#server/db/pool.ts';
import { executePlanned } from '#server/db/planned.ts';
import { recordsetOf } from '#server/db/recordset.ts';
import { searchWith, type Tokenising } from '#server/search/save.ts';
import { timersWith } from '#server/timer/save.ts';

/**
 * Writes log, timers, states and what the cases are found by in the caller's transaction: as one statement, however
 * many cases there are, because each of its own would cost a journey to the database. No part of it joins: a row is found by the index that its
 * conflict names. The plan of a join, once kept while a table was small, would read all of it when it is not small any more.
 * @param all each of another case; the feed numbers their events in this order
 * @param beside what is written in the same statement: `name as (insert …)`
 */
export async function save(
  tx: Database,
  all: readonly Unsaved[],
  tokenising: Tokenising,
  beside: readonly SQL[] = [],
): Promise<void> {
  const touched = all.filter(({ steps }) => steps.length > 0);
  const logged = touched.flatMap(({ steps, commandId }) =>
    steps.map((step) => ({ ...logRow(step), commandId })),
  );
  const parts = [
    ...loggedWith(logged),
    ...timersWith(all),
    ...searchWith(tokenising, touched),
    ...casesWith(touched),
    ...beside,
  ];
  if (parts.length > 0) await executePlanned(tx, sql`with ${sql.join(parts, sql`, `)} select`);
}

function loggedWith(rows: readonly (typeof eventTable.$inferInsert)[]): SQL[] {
  if (rows.length === 0) return [];
  const { names, given } = recordsetOf(eventTable, rows);
  return [sql`logged as (insert into ${eventTable} (${names}) select ${names} from ${given})`];
}

/** A new case and one that was there alike. */
function casesWith(touched: readonly Unsaved[]): SQL[] {
  if (touched.length === 0) return [];
  const rows = touched.map((one) => caseRow(latest(one) as Case));
  const { names, given, excluded } = recordsetOf(caseTable, rows);
  return [
    sql`kept as (insert into ${caseTable} (${names}) select ${names} from ${given}
      on conflict (id) do update set (${names}) = row (${excluded}))`,
  ];
}

function logRow({ event, before, after }: Step): typeof eventTable.$inferInsert {
  const was = before ? scopeOf(before) : null;
  const is = scopeOf(after);
  const { caseId, version, type, at } = event;
  return {
    caseId,
    version,
    type,
    at,
    body: event,
    before: was,
    after: is,
    // Screens may not hold it: it is new to them, or it was over and they have let it go.
    image: before && was && (grew(was, is) || before.closedAt !== null) ? after : null,
  };
}

/** The row of a case: the whole value, and beside it the columns that queries look for. */
export function caseRow(state: Case): typeof caseTable.$inferInsert {
  const { id, number, version, channel, matterCode, discoveredAt, acceptedAt, resolvedAt, closedAt } = state;
  const { areaCode, departments } = scopeOf(state);
  const { lat, lon } = state.place;
  return {
    ...{ id, number, version, channel, matterCode, discoveredAt, acceptedAt, resolvedAt, closedAt },
    state: state.state,
    areaCode,
    ...{ lat, lon },
    departments,
    excludedDepartmentId: state.excludedDepartmentId,
    watched: isWatched(state),
    body: state,
  };
}
