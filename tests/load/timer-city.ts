import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Case } from '#domain/case/case.ts';
import { isRefusal } from '#domain/refusal.ts';
import { DAY_MS } from '#domain/timer/calendar.ts';
import { firingsOf, isRunning, type Timer } from '#domain/timer/timer.ts';
import type { Viewer } from '#server/access/actor.ts';
import { findCase } from '#server/case/file.ts';
import { caseRow } from '#server/case/save.ts';
import { caseTable } from '#server/case/table.ts';
import { execute } from '#server/command.ts';
import type { Database } from '#server/db/pool.ts';
import { recordsetOf } from '#server/db/recordset.ts';
import { REVISION } from '#server/search/save.ts';
import { searchTable } from '#server/search/table.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { timerTable } from '#server/timer/table.ts';
import type { EmptyCity } from '../support/played-day.ts';

const PAGE = 500;
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** A case through the door that waits for a signature, with all its clocks. */
export async function waitingCase({ desk, city, db }: EmptyCity): Promise<Case> {
  const { lat, lon } = STORY_PLACES.xiuxin;
  const report = { channel: 'wechat', words: '垃圾桶满了', point: { lat, lon } };
  const caseId = await ask(desk, { kind: 'resident', caseId: null }, 'case.report', report);
  const person = city.people.find((one) => one.username === 'ps-dispatch-1');
  if (!person) throw new Error('nobody dispatches');
  const dispatcher: Viewer = { kind: 'person', person, sessionId: '' };
  await ask(desk, dispatcher, 'case.accept', { matterCode: 'municipal.garbage-overflow' }, caseId);
  const recipients = [{ departmentId: '440310005-municipal', part: 'lead' }];
  await ask(desk, dispatcher, 'case.dispatch', { recipients }, caseId);
  const found = await findCase(db, caseId);
  if (!found) throw new Error('the case is gone');
  return found;
}

async function ask(desk: EmptyCity['desk'], viewer: Viewer, type: string, body: object, caseId?: string) {
  const outcome = await execute(desk, viewer, {
    id: randomUUID(),
    type,
    body,
    ...(caseId ? { caseId } : {}),
  });
  if (isRefusal(outcome)) throw new Error(`refused: ${outcome.refused}`);
  return outcome.caseId;
}

/** A case like the template, whose signature runs out at `dueAt` and which waits for nothing else before `laterMs` are over. */
export function caseDue(template: Case, dueAt: number, laterMs: number): Case {
  const ids = new Map<string, string>();
  const fresh = (id: string): string => ids.get(id) ?? ids.set(id, randomUUID()).get(id) ?? id;
  const copy = JSON.parse(JSON.stringify(template).replace(UUID, fresh)) as Case;
  const timers = copy.timers.map((timer) => {
    if (timer.clock !== 'sign') return isRunning(timer) ? moved(timer, laterMs) : timer;
    // Red fires a millisecond after the deadline, and amber has fired already.
    const sign = moved(timer, dueAt - 1 - timer.dueAt);
    return { ...sign, amberFiredAt: sign.amberAt };
  });
  // Long known: the watch over many cases does not take a city of equal cases for one great cluster.
  const [discoveredAt, acceptedAt] = [copy.discoveredAt, copy.acceptedAt].map(
    (at) => (at ?? 0) - 90 * DAY_MS,
  );
  return {
    ...copy,
    number: `BENCH-${copy.id}`,
    timers,
    discoveredAt: discoveredAt ?? 0,
    acceptedAt: acceptedAt ?? 0,
  };
}

const moved = (timer: Timer, by: number): Timer => ({
  ...timer,
  startAt: timer.startAt + by,
  amberAt: timer.amberAt + by,
  dueAt: timer.dueAt + by,
  escalations: timer.escalations.map((one) => ({ ...one, at: one.at + by })),
});

/** Writes cases with their timers straight into the tables. @returns how many timers they arm */
export async function fill(tx: Database, cases: readonly Case[]): Promise<number> {
  let armed = 0;
  for (let from = 0; from < cases.length; from += PAGE) {
    const page = cases.slice(from, from + PAGE);
    const rows = page.flatMap((one) =>
      firingsOf(one.timers).map((firing) => ({ ...firing, caseId: one.id })),
    );
    const states = recordsetOf(caseTable, page.map(caseRow));
    const timers = recordsetOf(timerTable, rows);
    await tx.execute(
      sql`insert into ${caseTable} (${states.names}) select ${states.names} from ${states.given}`,
    );
    await tx.execute(
      sql`insert into ${timerTable} (${timers.names}) select ${timers.names} from ${timers.given}`,
    );
    await tx
      .insert(searchTable)
      .values(page.map((one) => ({ caseId: one.id, at: one.discoveredAt, revision: REVISION })));
    armed += rows.length;
  }
  return armed;
}
