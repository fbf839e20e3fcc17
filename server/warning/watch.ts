import type { Context } from '#domain/context.ts';
import { isRefusal } from '#domain/refusal.ts';
import { DAY_MS } from '#domain/timer/calendar.ts';
import { policyAt } from '#domain/timer/policy.ts';
import { doubtedBy } from '#domain/warning/recurrence.ts';
import { byMatter, type Sighting } from '#domain/warning/sighting.ts';
import type { Thresholds } from '#domain/warning/thresholds.ts';
import { commandIdOf } from '#server/audit/command-id.ts';
import { cityNow } from '#server/clock.ts';
import { executeSystem, type Desk, type SystemCommand } from '#server/command.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { readDuties, readOverdue } from '#server/warning/duty.ts';
import { busyStreams, findingsOf, subsided, type View } from '#domain/warning/finding.ts';
import { readAround, readFresh, readUsual, type Seen, type Spot } from '#server/warning/sighting.ts';
import { NEVER, readPast, readStanding, type Standing } from '#server/warning/standing.ts';

/** What a process that has just started looks back on: others may have been down for as long. */
const LOOK_BACK_MS = DAY_MS;

/**
 * 预警巡查: finds what no single case shows, and says so through the one write path. Every process runs it, and nothing
 * happens twice: a warning's command is named by its key and by how often that was warned of before, a lift's by the
 * warning, a doubt's by the resolution; who comes second is answered with what the first one did.
 *
 * What a turn reads does not grow with the number of cases: those that became known since the last turn or within the
 * window of a surge (a range of an index), their neighbours of the same matter (a box of an index for each), the
 * warnings that stand, and, where a clock ran out lately, the latest fifty cases of the department. A busy stream is
 * compared with one hour of each of the last 28 days. A quiet turn is four statements.
 */
export class Watch {
  readonly #desk: Desk;
  #seenUntil: number | undefined;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** One turn. Answers with what it asked for, whether or not another process was first. */
  async turn(): Promise<SystemCommand[]> {
    const { policies } = await this.#desk.rules();
    const { view, now } = await transaction(
      this.#desk.db,
      async (tx) => {
        const now = await cityNow(tx);
        const rules = policyAt(policies, now).warnings;
        const from = Math.min(this.#seenUntil ?? now - LOOK_BACK_MS, now - rules.surge.windowMin * 60_000);
        return { now, view: await readView(tx, rules, this.#desk.world().sites, from, now) };
      },
      'read',
    );
    // What is found takes time on a day of ten thousand cases; no transaction stands open meanwhile.
    const commands = await commandsOf(this.#desk.db, view);
    for (const command of commands) {
      const outcome = await executeSystem(this.#desk, command);
      // The next turn starts where this one did, and finds what could not be said.
      if (isRefusal(outcome) && outcome.refused === 'busy') return commands;
    }
    this.#seenUntil = now;
    return commands;
  }
}

/** The view with the versions of the cases, and with what else is known of the warnings that stand. */
interface Read extends View {
  fresh: readonly Seen[];
  near: readonly Seen[];
  standing: readonly Standing[];
}

async function readView(
  tx: Database,
  rules: Thresholds,
  sites: Context['world']['sites'],
  from: number,
  now: number,
): Promise<Read> {
  const fresh = await readFresh(tx, from);
  const standing = await readStanding(tx);
  const widest = Math.max(
    rules.cluster.radiusM,
    ...sites.flatMap((one) => one.circles.map((c) => c.radiusM)),
  );
  // A case and its neighbour in one site's circle may stand on opposite edges of it.
  const radiusM = Math.max(2 * widest, rules.recurrence.radiusM, rules.doubt.radiusM);
  const spots = [...fresh, ...standing.filter(({ warning }) => warning.kind === 'cluster').map(spotOf)];
  const near = await readAround(tx, spots, radiusM, now - longestMs(rules));
  const late = await readOverdue(tx, rules.streak, from);
  const streaks = standing.filter(({ warning }) => warning.kind === 'overdue-streak');
  const departments = [...new Set([...late, ...streaks.map(({ warning }) => warning.reason)])];
  return {
    ...{ now, rules, sites, fresh, near, standing },
    usual: await readUsual(tx, busyStreams(fresh, rules.surge, now), rules.surge, now),
    duties: await readDuties(tx, departments, rules.streak, now),
  };
}

const spotOf = ({ warning, lat, lon }: Standing): Spot => ({ matterCode: warning.reason, lat, lon });

const longestMs = ({ cluster, recurrence, doubt }: Thresholds): number =>
  Math.max(
    ...cluster.windows.map(({ hours }) => hours * 3_600_000),
    ...[recurrence, doubt].map(({ withinDays }) => withinDays * DAY_MS),
  );

async function commandsOf(db: Database, view: Read): Promise<SystemCommand[]> {
  const nearOf = byMatter(view.near);
  const keys = findingsOf(view, () => NEVER.liftedAt).map(({ key }) => key);
  const past = await readPast(db, keys);
  const of = (key: string) => past.get(key) ?? NEVER;
  const found = findingsOf(view, (key) => of(key).liftedAt).filter(({ key }) => !of(key).stands);
  return [
    ...found.map(({ caseId, ...body }): SystemCommand => {
      const id = commandIdOf(`warning.raise ${body.key} ${of(body.key).times}`);
      return { id, caseId, type: 'warning.raise', body };
    }),
    ...view.standing
      .filter((one) => subsided(view, one))
      .map(({ caseId, warning: { id: warningId } }): SystemCommand => {
        const id = commandIdOf(`warning.lift ${warningId}`);
        return { id, caseId, type: 'warning.lift', body: { warningId, reason: 'subsided' } };
      }),
    ...view.fresh.flatMap((one) => doubtCommands(one, nearOf(one.matterCode), view)),
  ];
}

/** The version says which resolution is meant: a case that was redone meanwhile is left alone. */
function doubtCommands(fresh: Seen, same: readonly Sighting[], { near, rules }: Read): SystemCommand[] {
  const doubted = doubtedBy(fresh, same, rules.doubt);
  const own = doubted && near.find((one) => one.id === doubted.id);
  if (!own) return [];
  const { id: caseId, version: expectedVersion, resolvedAt } = own;
  const id = commandIdOf(`case.doubt ${caseId} ${resolvedAt}`);
  return [{ id, caseId, expectedVersion, type: 'case.doubt', body: { againId: fresh.id } }];
}
