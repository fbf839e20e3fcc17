import { isDeepStrictEqual } from 'node:util';
import { asc, eq, gt, inArray } from 'drizzle-orm';
import type { Event } from '#domain/audit/event.ts';
import { evolve } from '#domain/case/evolve.ts';
import type { Case } from '#domain/case/case.ts';
import { FLOW, flowOf, type Day, type Flow } from '#domain/figure/flow.ts';
import { firingKey, firingsOf } from '#domain/timer/timer.ts';
import type { Sealer } from '#server/access/seal.ts';
import { eventTable } from '#server/audit/table.ts';
import { caseTable } from '#server/case/table.ts';
import type { Database } from '#server/db/pool.ts';
import { feedTable } from '#server/feed/table.ts';
import { timerTable } from '#server/timer/table.ts';
import type { Check } from './check.ts';
import { columnsOff } from './columns.ts';
import { leaksOf } from './sealed.ts';

const PAGE = 200;

/** What a walk over all cases finds, and the day's figures of their logs. */
export interface Walk {
  checks: Check[];
  flow: Flow;
}

/**
 * Folds the log of every case anew, page by page, in the order of the feed: the state that is stored must be
 * that fold, and the armed timers those that the state asks for.
 * @param sealer opens the sealed texts, to see that none of them stands in an event; null leaves that out
 */
export async function walkCases(tx: Database, day: Day, sealer: Sealer | null): Promise<Walk> {
  const flow = flowOf([], day);
  const states: string[] = [];
  const columns: string[] = [];
  const timers: string[] = [];
  const leaks: string[] = [];
  let checked = 0;
  let texts = 0;
  for (let after = ''; ;) {
    const page = await pageOf(tx, after);
    const last = page.at(-1);
    if (!last) break;
    after = last.id;
    checked += page.length;
    const ids = page.map(({ id }) => id);
    const logs = Map.groupBy(await logsOf(tx, ids), ({ caseId }) => caseId);
    const armed = Map.groupBy(await armedOf(tx, ids), ({ caseId }) => caseId);
    for (const row of page) {
      const { id, body } = row;
      columns.push(...columnsOff(row).map((name) => `case ${id} ${name}`));
      const folded = fold(logs.get(id) ?? []);
      if (!isDeepStrictEqual(folded, body)) states.push(`case ${id} version ${body.version}`);
      if (!sameFirings(body, armed.get(id) ?? [])) timers.push(`case ${id}`);
      if (folded) addTo(flow, flowOf([folded], day));
    }
    if (sealer) {
      const found = await leaksOf(tx, sealer, ids, logs);
      leaks.push(...found.leaks);
      texts += found.texts;
    }
  }
  return {
    flow,
    checks: [
      {
        zh: '案件等于其事件',
        en: 'every case is the fold of its events',
        checked,
        differences: states,
      },
      {
        zh: '案件各列等于案件',
        en: 'every column of a case says what the case says',
        checked,
        differences: columns,
      },
      {
        zh: '时限等于案件所需',
        en: 'the armed timers are those that the cases ask for',
        checked,
        differences: timers,
      },
      ...(sealer
        ? [
            {
              zh: '事件中没有密封文字',
              en: 'no sealed text stands in an event',
              checked: texts,
              differences: leaks,
            },
          ]
        : []),
    ],
  };
}

async function pageOf(tx: Database, after: string): Promise<(typeof caseTable.$inferSelect)[]> {
  const from = tx.select().from(caseTable).$dynamic();
  return (after === '' ? from : from.where(gt(caseTable.id, after))).orderBy(asc(caseTable.id)).limit(PAGE);
}

async function logsOf(tx: Database, ids: string[]): Promise<Event[]> {
  const rows = await tx
    .select({ body: eventTable.body })
    .from(feedTable)
    .innerJoin(eventTable, eq(eventTable.eid, feedTable.eid))
    .where(inArray(eventTable.caseId, ids))
    .orderBy(asc(feedTable.seq));
  return rows.map(({ body }) => body);
}

const armedOf = (tx: Database, ids: string[]): Promise<(typeof timerTable.$inferSelect)[]> =>
  tx
    .select()
    .from(timerTable)
    .where(inArray(timerTable.caseId, ids))
    .then((rows) => rows.filter(isArmed));

const isArmed = ({ state }: { state: string }): boolean => state === 'armed';

/** Undefined where the log has a hole or begins with something else than a report. */
function fold(events: readonly Event[]): Case | undefined {
  try {
    return events.reduce<Case | undefined>((state, event) => evolve(state, event), undefined);
  } catch {
    return undefined;
  }
}

function sameFirings(subject: Case, armed: readonly (typeof timerTable.$inferSelect)[]): boolean {
  const key = (one: Parameters<typeof firingKey>[0]): string => `${firingKey(one)} ${one.fireAt}`;
  const has = new Set(armed.map(key));
  const wants = firingsOf(subject.timers).map(key);
  return has.size === wants.length && wants.every((one) => has.has(one));
}

function addTo(sum: Flow, one: Flow): void {
  for (const figure of FLOW) sum[figure] += one[figure];
}
