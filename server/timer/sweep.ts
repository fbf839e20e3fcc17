import { randomUUID } from 'node:crypto';
import { decide } from '#domain/case/decide.ts';
import type { Context } from '#domain/context.ts';
import { isRefusal } from '#domain/refusal.ts';
import { firingKey, firingsOf, type Firing } from '#domain/timer/timer.ts';
import { SYSTEM } from '#server/access/actor.ts';
import { save } from '#server/case/save.ts';
import { happen, latest, unsaved, type Unsaved } from '#server/case/unsaved.ts';
import type { Desk } from '#server/command.ts';
import { transaction } from '#server/db/transaction.ts';
import { claim, type Claimed } from '#server/timer/claim.ts';

/** How many timers one transaction looks for at most: most make one event or two. */
export const BATCH = 50;
/** How many events one transaction may write: the feed's head is locked while they are numbered. */
const MOST_EVENTS = 100;

export interface Sweeping {
  /** At most so many timers; fewer where the cases make many events. */
  limit?: number;
  /** Cases that are passed over. */
  aside?: readonly string[];
  /** Whether the database's clock may be acted upon; asked under the locks. */
  trusts?: (databaseAt: number) => boolean;
}

/** A batch that could not be fired, and whose it was. */
export class SweepFault extends Error {
  readonly caseIds: readonly string[];

  constructor(caseIds: readonly string[], cause: unknown) {
    super('timers could not be fired', { cause });
    this.caseIds = caseIds;
  }
}

/**
 * Fires what is due, oldest first, in one transaction, and answers how many. Any number of processes may call it at
 * any time: the case's row lock is the moment of truth, a locked case is left to whoever holds it, and a second
 * firing is a violation of the effect's key.
 * @throws SweepFault; nothing has fired then
 */
export async function sweep(desk: Desk, sweeping: Sweeping = {}): Promise<number> {
  const { limit = BATCH, aside = [], trusts = () => true } = sweeping;
  const world = desk.world();
  let rate = 1;
  const done = await transaction(
    desk.db,
    async (tx) => {
      const { cases, now, databaseAt, ...claimed } = await claim(tx, limit, aside);
      ({ rate } = claimed);
      if (cases.length === 0 || !trusts(databaseAt)) return [];
      const context = { now, ...(await desk.rules(tx)), number: '', id: randomUUID, actor: SYSTEM, world };
      try {
        const all = fireAll(cases, context);
        await save(tx, all, { sealer: desk.sealer, world });
        return all;
      } catch (fault) {
        throw new SweepFault(
          cases.map(({ subject }) => subject.id),
          fault,
        );
      }
    },
    'act',
  );
  desk.meters?.fired(latenessOf(done, rate));
  if (done.some(({ steps }) => steps.length > 0)) desk.committed(nextOf(done));
  return done.reduce((n, { fired, stray }) => n + fired.length + stray.length, 0);
}

/** Case by case, in the order in which the cases fell due, until the transaction is full; the rest stays armed. */
function fireAll(cases: readonly Claimed[], context: Omit<Context, 'caseId'>): Unsaved[] {
  const all: Unsaved[] = [];
  let written = 0;
  for (const claimed of cases) {
    const one = fireDue(claimed, { ...context, caseId: claimed.subject.id }, written);
    all.push(one);
    written += one.steps.length;
  }
  return all;
}

/**
 * All that is due of one case, each in its order, those included that are armed on the way. What is due the case
 * itself says, so that nothing of it can be overtaken or forgotten, whichever of its rows were found.
 */
function fireDue({ subject, rows }: Claimed, context: Context, written: number): Unsaved {
  const one = unsaved(subject, null);
  const spent = new Set<string>();
  for (let due = nextDue(one, spent, context.now); due; due = nextDue(one, spent, context.now)) {
    const facts = decide(latest(one), { type: 'timer.fire', body: due }, context);
    const before = written + one.steps.length;
    // What does not fit any more stays armed; a single firing is never cut in two.
    if (!isRefusal(facts) && before > 0 && before + facts.length > MOST_EVENTS) return one;
    spent.add(firingKey(due));
    if (isRefusal(facts) || facts.length === 0) {
      one.stray.push(due);
      continue;
    }
    happen(one, facts, context);
    one.fired.push({ firing: due, at: context.now });
  }
  const wanted = new Set(firingsOf(subject.timers).map(firingKey));
  one.stray.push(...rows.filter((row) => !wanted.has(firingKey(row))));
  // It would be found again and again, before all others.
  if (one.fired.length + one.stray.length === 0)
    throw new Error('a timer row is due before its case says so');
  return one;
}

function nextDue(one: Unsaved, spent: ReadonlySet<string>, now: number): Firing | undefined {
  let next: Firing | undefined;
  for (const firing of firingsOf(latest(one)?.timers ?? [])) {
    if (firing.fireAt > now || spent.has(firingKey(firing))) continue;
    if (!next || firing.fireAt < next.fireAt) next = firing;
  }
  return next;
}

const nextOf = (done: readonly Unsaved[]): number =>
  Math.min(...done.flatMap((one) => firingsOf(latest(one)?.timers ?? []).map(({ fireAt }) => fireAt)));

/** Real milliseconds of each; while the city's time stands still nothing is late. */
const latenessOf = (done: readonly Unsaved[], rate: number): number[] =>
  rate > 0 ? done.flatMap(({ fired }) => fired.map(({ firing, at }) => (at - firing.fireAt) / rate)) : [];
