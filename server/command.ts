import { randomUUID } from 'node:crypto';
import { eq, sql, type SQL } from 'drizzle-orm';
import * as v from 'valibot';
import { within } from '#domain/area/area.ts';
import { otherFacts, ownFacts, type EventType, type Fact } from '#domain/audit/event.ts';
import type { Case } from '#domain/case/case.ts';
import { COMMANDS, ENVELOPE, type Command, type Envelope } from '#domain/case/command.ts';
import { decide } from '#domain/case/decide.ts';
import type { Actor, Context, World } from '#domain/context.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { firingsOf } from '#domain/timer/timer.ts';
import { actorName, actorOf, mayReach, SYSTEM, type Viewer } from '#server/access/actor.ts';
import { capacitiesOf, firstAllowed } from '#server/access/capacity.ts';
import type { Sealer } from '#server/access/seal.ts';
import { commandTable } from '#server/audit/table.ts';
import { withoutNames } from '#server/case/label.ts';
import { nextNumber } from '#server/case/number.ts';
import { leftHands, toldWho } from '#server/case/overtaken.ts';
import { save } from '#server/case/save.ts';
import { passagesOf, receiptOf, sealCommand } from '#server/case/sealed.ts';
import { happen, latest, unsaved, type Unsaved } from '#server/case/unsaved.ts';
import { cityNow } from '#server/clock.ts';
import { withScope } from '#server/access/scope.ts';
import { asSystem } from '#server/db/scope.ts';
import { executePlanned } from '#server/db/planned.ts';
import { isPassing, transaction } from '#server/db/transaction.ts';
import type { Database } from '#server/db/pool.ts';
import { findColleague } from '#server/desk/colleague.ts';
import { malformed } from '#server/malformed.ts';
import type { Meters } from '#server/metrics/meters.ts';
import type { Rules } from '#server/timer/rules.ts';

/** What the write path needs besides the command: opened once per process. */
export interface Desk {
  /** For the system's own work. */
  db: Database;
  /** For whoever asks from outside: sees no case until a transaction says whose it is (`withScope`). */
  askers: Database;
  /** For running numbers and nothing else: asked by commands that hold a connection already. */
  numbers: Database;
  world: () => World;
  /** As they stand at this moment; within a transaction, asked with its handle. */
  rules: (db?: Database) => Promise<Rules>;
  sealer: Sealer;
  /**
   * Called after a commit that wrote events: the feed's tail is poked, other processes are told, and the sweep of
   * this one wakes for a timer that falls due earlier than it expected.
   * @param nextAt the city's instant at which the next of the timers that were touched is due, or infinity
   */
  committed: (nextAt: number) => void;
  /** Counts what happens; a desk for what is played before anybody looks has none. */
  meters?: Meters;
}

/** What an accepted command answers, now and at every repeat. */
export interface Accepted {
  caseId: string;
  number: string;
  version: number;
  /** The facts it made, in order. */
  events: EventType[];
  /** 查询码, once, for the resident who reported. */
  receipt?: string;
}

const ATTEMPTS = 4;

/**
 * THE write path. Parses, and in one transaction: notes the command's id (a repeat answers with the
 * stored result), locks the case, decides, folds, saves state, events, timers and sealed texts; only a running
 * number is taken beside it (decision 0033). It is the only place that retries. A refusal changes nothing and is
 * not stored, so that the same id may be sent again once its reason is gone.
 */
export function execute(desk: Desk, viewer: Viewer, input: unknown): Promise<Accepted | Refusal> {
  return metered(desk, parse(input), (parsed) =>
    firstAllowed(capacitiesOf(viewer), async (capacity) => {
      const actor = actorOf(capacity);
      if (!actor) return refuse('not-allowed', { act: parsed.command.type });
      const reaches = (subject: Case): boolean => mayReach(capacity, subject);
      const asker = { actor, name: actorName(capacity), reaches };
      return carryOut(desk, (work) => withScope(desk.askers, capacity, work, 'act'), asker, parsed);
    }),
  );
}

/** The same path for what the system does by itself, everywhere. Nothing that came from outside may be handed to it. */
export function executeSystem(desk: Desk, command: SystemCommand): Promise<Accepted | Refusal> {
  const asker: Asker = { actor: SYSTEM, name: 'system', reaches: () => true };
  return metered(desk, parse(command), (parsed) =>
    carryOut(desk, (work) => transaction(desk.db, work, 'act'), asker, parsed),
  );
}

/** Every command is counted by its act and by what became of it, also one that nobody understands. */
async function metered(
  { meters }: Desk,
  parsed: Parsed | Refusal,
  carry: (parsed: Parsed) => Promise<Accepted | Refusal>,
): Promise<Accepted | Refusal> {
  const work = async (): Promise<Accepted | Refusal> => (isRefusal(parsed) ? parsed : carry(parsed));
  if (!meters) return work();
  return meters.command(isRefusal(parsed) ? 'malformed' : parsed.command.type, work);
}

/** What the system does by itself: the watch's findings. A stable id makes it happen once, however many processes find it. */
export type SystemCommand = { id: string; caseId: string; expectedVersion?: number } & Extract<
  Command,
  { type: 'warning.raise' | 'warning.lift' | 'case.doubt' }
>;

/** Who asks: as the domain's actor, as a name for the log of commands, and with what in reach. */
interface Asker {
  actor: Actor;
  name: string;
  reaches: (subject: Case) => boolean;
}

type Work = (tx: Database) => Promise<Done | Refusal>;

async function carryOut(
  desk: Desk,
  within: (work: Work) => Promise<Done | Refusal>,
  asker: Asker,
  parsed: Parsed,
): Promise<Accepted | Refusal> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const outcome = await within((tx) => run(desk, tx, asker, parsed));
      if (isRefusal(outcome)) return outcome;
      desk.committed(outcome.nextAt);
      return outcome.answer;
    } catch (fault) {
      if (!isPassing(fault)) throw fault;
      if (attempt === ATTEMPTS) return refuse('busy');
    }
  }
}

/** What is answered, and when the first timer of the case falls due. */
interface Done {
  answer: Accepted;
  nextAt: number;
}

interface Parsed {
  envelope: Envelope;
  command: Command;
}

function parse(input: unknown): Parsed | Refusal {
  const envelope = v.safeParse(ENVELOPE, input);
  if (!envelope.success) return malformed(envelope.issues);
  const body = v.safeParse(COMMANDS[envelope.output.type], envelope.output.body);
  if (!body.success) return malformed(body.issues);
  return { envelope: envelope.output, command: { type: envelope.output.type, body: body.output } as Command };
}

async function run(
  desk: Desk,
  tx: Database,
  { actor, name, reaches }: Asker,
  { envelope, command: asked }: Parsed,
): Promise<Done | Refusal> {
  const earlier = await claim(desk, tx, name, envelope);
  if (earlier) return isRefusal(earlier) ? earlier : { answer: earlier, nextAt: Infinity };

  const otherId = otherCaseOf(asked);
  const { before, other, now } = await lock(tx, envelope.caseId, otherId);
  if (envelope.caseId !== undefined && (!before || !reaches(before)))
    return leftHands(tx, envelope.caseId, asked, actor);
  if (otherId !== undefined && (!other || !reaches(other))) return refuse('not-found');
  const seen = envelope.expectedVersion;
  if (before && seen !== undefined && (seen < before.actedVersion || seen > before.version)) {
    return toldWho(tx, refuse('stale', { version: before.version }), before, actor);
  }
  const command = before ? await withoutNames(tx, desk.sealer, before.id, asked) : asked;
  const known = await contextFor(desk, tx, actor, before, command, now);
  if (isRefusal(known)) return known;
  const decideAs = (number: string) => decide(before, command, { ...known, number, ...(other && { other }) });
  const unnumbered = decideAs('');
  if (isRefusal(unnumbered)) return toldWho(tx, unnumbered, before, actor);
  const number = await numberFor(desk, command, before, known);
  const facts = number === '' ? unnumbered : decideAs(number);
  if (isRefusal(facts)) return facts;
  const context = { ...known, number };

  await asSystem(tx);
  const own = happened(before, ownFacts(facts), context, envelope.id);
  const state = latest(own);
  if (!state) throw new Error('a command without a case and without events');
  const events = own.steps.map(({ event }) => event);
  own.fresh = passagesOf(command, events);
  const sealed = await sealCommand(tx, desk.sealer, command, state, events);
  if (isRefusal(sealed)) return sealed;
  const accepted: Accepted = {
    caseId: state.id,
    number: state.number,
    version: state.version,
    events: events.map((event) => event.type),
  };
  const others = other
    ? [happened(other, otherFacts(facts), { ...context, caseId: other.id }, envelope.id)]
    : [];
  const beside = [...sealed.parts, answeredWith(envelope.id, accepted)];
  await save(tx, [...others, own], { sealer: desk.sealer, world: context.world }, beside);
  const { receipt } = sealed;
  return {
    answer: receipt === undefined ? accepted : { ...accepted, receipt },
    nextAt: firingsOf(state.timers).reduce((next, { fireAt }) => Math.min(next, fireAt), Infinity),
  };
}

/** Stamps the facts and folds them. */
function happened(
  before: Case | undefined,
  facts: readonly Fact[],
  context: Context,
  commandId: string,
): Unsaved {
  const one = unsaved(before, commandId);
  happen(one, facts, context);
  return one;
}

/** What a repeat of the command is answered. */
const answeredWith = (id: string, accepted: Accepted): SQL =>
  sql`answered as (update ${commandTable} set result = ${JSON.stringify(accepted)}::jsonb where id = ${id}::uuid)`;

async function claim(
  desk: Desk,
  tx: Database,
  actor: string,
  envelope: Envelope,
): Promise<Accepted | Refusal | undefined> {
  // Keyed, because the body may hold a telephone number, and those can be tried one after the other.
  const requestHash = desk.sealer.hash(JSON.stringify(envelope));
  const row = { id: envelope.id, actor, type: envelope.type, requestHash, at: sql`city_now()` as never };
  const fresh = tx.insert(commandTable).values(row).onConflictDoNothing().returning({ id: commandTable.id });
  if ((await executePlanned(tx, fresh.getSQL())).length > 0) return undefined;
  const [stored] = await tx.select().from(commandTable).where(eq(commandTable.id, envelope.id));
  if (!stored || stored.requestHash !== requestHash || stored.actor !== actor)
    return refuse('command-reused');
  await asSystem(tx);
  const result = stored.result as Accepted;
  const gaveReceipt = envelope.type === 'case.report' || envelope.type === 'case.settle';
  const receipt = gaveReceipt ? await receiptOf(tx, desk.sealer, result.caseId) : undefined;
  return receipt === undefined ? result : { ...result, receipt };
}

/** The running number of what the command makes, where that has one. */
async function numberFor(
  { numbers }: Desk,
  command: Command,
  before: Case | undefined,
  { world, now }: Context,
): Promise<string> {
  if (opensCase(command)) return nextNumber(numbers, 'case', world.locate(command.body.point) ?? '', now);
  if (command.type === 'order.draft' && before)
    return nextNumber(numbers, 'order', before.place.areaCode, now);
  return '';
}

const opensCase = (command: Command): command is Extract<Command, { type: 'case.report' | 'case.settle' }> =>
  command.type === 'case.report' || command.type === 'case.settle';

/** The second case that a command is about; both are locked. */
function otherCaseOf(command: Command): string | undefined {
  return command.type === 'case.merge' || command.type === 'case.unmerge' ? command.body.intoId : undefined;
}

interface Locked {
  before: Case | undefined;
  other: Case | undefined;
  now: number;
}

/**
 * The case under its lock, and the instant of the act: read in one statement, but after the lock, so that
 * an act is never before the one it waited for. Two cases are locked in the order of their ids, so that two
 * opposite merges never wait for each other.
 */
async function lock(tx: Database, caseId: string | undefined, otherId: string | undefined): Promise<Locked> {
  if (caseId === undefined) return { before: undefined, other: undefined, now: await cityNow(tx) };
  const ids = sql.param([caseId, ...(otherId === undefined ? [] : [otherId])]);
  const rows = await executePlanned<{ body: Case; now: Date | string }>(
    tx,
    sql`with held as materialized (
      select id, body from "case" where id = any (${ids}::uuid[]) order by id for update
    )
    select body, city_now() as now from held`,
  );
  const find = (id: string | undefined) => rows.find(({ body }) => body.id === id)?.body;
  return { before: find(caseId), other: find(otherId), now: new Date(rows[0]?.now ?? Number.NaN).getTime() };
}

/** What the rules need to know; the number of what may come of it is taken once they have allowed it. */
async function contextFor(
  desk: Desk,
  tx: Database,
  actor: Actor,
  before: Case | undefined,
  command: Command,
  now: number,
): Promise<Context | Refusal> {
  const world = desk.world();
  if (opensCase(command)) {
    const areaCode = world.locate(command.body.point);
    if (areaCode === undefined) return refuse('outside-area');
    if (actor.areas.length > 0 && !actor.areas.some((prefix) => within(areaCode, prefix))) {
      return refuse('outside-jurisdiction');
    }
  }
  const colleague =
    command.type === 'case.entrust' ? await findColleague(tx, command.body.personId) : undefined;
  return {
    now,
    caseId: before?.id ?? randomUUID(),
    id: randomUUID,
    number: '',
    actor,
    world,
    ...(colleague && { colleague }),
    ...(await desk.rules(tx)),
  };
}
