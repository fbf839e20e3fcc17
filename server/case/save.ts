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
 * many cases there are, because each of its own would cost a journey to the database.
 * @param all each of another case; the feed numbers their events in this order
 */
export async function save(tx: Database, all: readonly Unsaved[], tokenising: Tokenising): Promise<void> {
  const touched = all.filter(({ steps }) => steps.length > 0);
  const logged = touched.flatMap(({ steps, commandId }) =>
    steps.map((step) => ({ ...logRow(step), commandId })),
  );
  const parts = [
    ...(logged.length > 0 ? [sql`logged as (${insert(eventTable, logged)})`] : []),
    ...timersWith(all),
    ...searchWith(tokenising, touched),
    ...casesWith(touched),
  ];
  if (parts.length > 0) await executePlanned(tx, sql`with ${sql.join(parts, sql`, `)} select`);
}

function casesWith(touched: readonly Unsaved[]): SQL[] {
  const rows = (isNew: boolean): (typeof caseTable.$inferInsert)[] =>
    touched
      .filter(({ before }) => (before === undefined) === isNew)
      .map((one) => caseRow(latest(one) as Case));
  const [fresh, known] = [rows(true), rows(false)];
  return [
    ...(fresh.length > 0 ? [sql`opened as (${insert(caseTable, fresh)})`] : []),
    ...(known.length > 0 ? [sql`moved as (${update(known)})`] : []),
  ];
}

function insert<T extends typeof eventTable | typeof caseTable>(
  table: T,
  rows: readonly T['$inferInsert'][],
): SQL {
  const { names, given } = recordsetOf(table, rows);
  return sql`insert into ${table} (${names}) select ${names} from ${given}`;
}

function update(rows: readonly (typeof caseTable.$inferInsert)[]): SQL {
  const { names, given } = recordsetOf(caseTable, rows);
  return sql`update ${caseTable} set (${names}) = (select ${names} from (select given.*) as one)
    from ${given} where ${caseTable.id} = given.id`;
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
