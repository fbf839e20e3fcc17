import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Case } from '#domain/case/case.ts';
import { firingKey, firingsOf, type Firing } from '#domain/timer/timer.ts';
import type { Database } from '#server/db/pool.ts';
import { timerTable } from '#server/timer/table.ts';

/** Brings the timer rows of a case to what its timers ask for: new firings armed, those no longer wanted void. */
export async function saveTimers(tx: Database, before: Case | undefined, after: Case): Promise<void> {
  const had = new Map(firingsOf(before?.timers ?? []).map((firing) => [firingKey(firing), firing]));
  const wants = new Map(firingsOf(after.timers).map((firing) => [firingKey(firing), firing]));
  const fresh = [...wants].filter(([key]) => !had.has(key)).map(([, firing]) => firing);
  const gone = [...had].filter(([key]) => !wants.has(key)).map(([, firing]) => firing);
  if (fresh.length > 0) {
    await tx.insert(timerTable).values(fresh.map((firing) => ({ ...firing, caseId: after.id })));
  }
  if (gone.length > 0) await voidFirings(tx, after.id, gone);
}

async function voidFirings(tx: Database, caseId: string, gone: readonly Firing[]): Promise<void> {
  const keys = gone.map(firingKey);
  const key = sql<string>`${timerTable.clock} || ':' || ${timerTable.subject} || ':' || ${timerTable.gen} || ':' || ${timerTable.step}`;
  await tx
    .update(timerTable)
    .set({ state: 'void' })
    .where(and(eq(timerTable.caseId, caseId), eq(timerTable.state, 'armed'), inArray(key, keys)));
}
