import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Case } from '#domain/case/case.ts';
import { firingKey, firingsOf, type Firing } from '#domain/timer/timer.ts';
import type { Database } from '#server/db/pool.ts';
import { timerTable } from '#server/timer/table.ts';

/**
 * What brings the timer rows of a case to what its timers ask for, as parts of the statement that saves it:
 * new firings armed, those no longer wanted void.
 */
export function timersWith(tx: Database, before: Case | undefined, after: Case) {
  const had = new Map(firingsOf(before?.timers ?? []).map((firing) => [firingKey(firing), firing]));
  const wants = new Map(firingsOf(after.timers).map((firing) => [firingKey(firing), firing]));
  const fresh = [...wants].filter(([key]) => !had.has(key)).map(([, firing]) => firing);
  const gone = [...had].filter(([key]) => !wants.has(key)).map(([, firing]) => firing);
  const armed = () =>
    tx.$with('armed').as(
      tx
        .insert(timerTable)
        .values(fresh.map((firing) => ({ ...firing, caseId: after.id })))
        .returning({ id: timerTable.id }),
    );
  return [...(fresh.length > 0 ? [armed()] : []), ...(gone.length > 0 ? [voided(tx, after.id, gone)] : [])];
}

function voided(tx: Database, caseId: string, gone: readonly Firing[]) {
  const keys = gone.map(firingKey);
  const key = sql<string>`${timerTable.clock} || ':' || ${timerTable.subject} || ':' || ${timerTable.gen} || ':' || ${timerTable.step}`;
  return tx.$with('voided').as(
    tx
      .update(timerTable)
      .set({ state: 'void' })
      .where(and(eq(timerTable.caseId, caseId), eq(timerTable.state, 'armed'), inArray(key, keys)))
      .returning({ id: timerTable.id }),
  );
}
