import { eq } from 'drizzle-orm';
import type { Event } from '#domain/audit/event.ts';
import { grew, scopeOf } from '#domain/board/view.ts';
import { evolve } from '#domain/case/evolve.ts';
import { isWatched, type Case } from '#domain/case/case.ts';
import type { Passage } from '#domain/search/passage.ts';
import { eventTable } from '#server/audit/table.ts';
import { caseTable } from '#server/case/table.ts';
import type { Database } from '#server/db/pool.ts';
import { searchWith, type Tokenising } from '#server/search/save.ts';
import { timersWith } from '#server/timer/save.ts';

/**
 * Folds the events, and writes log, timers, state and what the case is found by in the caller's transaction: as one
 * statement, because each of its own would cost a journey to the database. Answers with the case after them.
 * @param fresh the free texts that came with the events, to be found from now on
 */
export async function saveEvents(
  tx: Database,
  before: Case | undefined,
  events: readonly Event[],
  commandId: string | null,
  tokenising: Tokenising,
  fresh: readonly Passage[],
): Promise<Case> {
  let state = before;
  const rows: (typeof eventTable.$inferInsert)[] = [];
  for (const event of events) {
    const after = evolve(state, event);
    rows.push({ ...logRow(state, after, event), commandId });
    state = after;
  }
  if (!state) throw new Error('a command without a case and without events');
  const logged = tx.$with('logged').as(tx.insert(eventTable).values(rows).returning({ eid: eventTable.eid }));
  const findable = searchWith(tx, tokenising, before, state, fresh);
  const saving = tx.with(logged, ...timersWith(tx, before, state), ...findable);
  const row = caseRow(state);
  if (before) await saving.update(caseTable).set(row).where(eq(caseTable.id, state.id));
  else await saving.insert(caseTable).values(row);
  return state;
}

function logRow(before: Case | undefined, after: Case, event: Event): typeof eventTable.$inferInsert {
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

function caseRow(state: Case): typeof caseTable.$inferInsert {
  const { id, number, version, channel, matterCode, discoveredAt, acceptedAt, resolvedAt, closedAt } = state;
  const { areaCode, departments } = scopeOf(state);
  const { lat, lon } = state.place;
  return {
    ...{ id, number, version, channel, matterCode, discoveredAt, acceptedAt, resolvedAt, closedAt },
    state: state.state,
    areaCode,
    ...{ lat, lon },
    departments,
    watched: isWatched(state),
    body: state,
  };
}
