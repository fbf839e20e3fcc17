import { and, eq } from 'drizzle-orm';
import type { Case } from '#domain/case/case.ts';
import { isExcluded } from '#domain/case/excluded.ts';
import type { Command } from '#domain/case/command.ts';
import type { Actor } from '#domain/context.ts';
import { refuse, type Details, type Refusal, type RefusalCode } from '#domain/refusal.ts';
import { userTable } from '#server/access/table.ts';
import { commandTable, eventTable } from '#server/audit/table.ts';
import { findCase } from '#server/case/file.ts';
import type { Database } from '#server/db/pool.ts';
import { asSystem } from '#server/db/scope.ts';

/** Refusals that somebody else's act may have brought about. */
const OVERTAKEN: ReadonlySet<RefusalCode> = new Set([
  'stale',
  'wrong-state',
  'not-held',
  'already-dispatched',
  'already-signed',
  'arbitrated',
  'order-decided',
  'extension-decided',
  'undo-signed',
]);

/**
 * The refusal, and to the staff also who was faster, with what, and when by the city's clock, where it was somebody
 * else: `who` is a name, `did` the name of an act. It is the end of this transaction: nothing is written after it.
 */
export async function toldWho(
  tx: Database,
  refusal: Refusal,
  before: Case | undefined,
  actor: Actor,
): Promise<Refusal> {
  if (!before || actor.by.kind !== 'person' || !OVERTAKEN.has(refusal.refused)) return refusal;
  await asSystem(tx);
  const last = await lastAct(tx, before, actor.by.id);
  return last ? { ...refusal, details: { ...refusal.details, ...last } } : refusal;
}

/** The last act of a person on the case: who, what and when. Undefined where it was this one's own. */
async function lastAct(
  tx: Database,
  { id, actedVersion }: Case,
  ownId: string,
): Promise<Details | undefined> {
  const [row] = await tx
    .select({ event: eventTable.body, act: commandTable.type })
    .from(eventTable)
    .innerJoin(commandTable, eq(commandTable.id, eventTable.commandId))
    .where(and(eq(eventTable.caseId, id), eq(eventTable.version, actedVersion)));
  const by = row?.event.by;
  if (!row || !by || by.kind === 'system' || (by.kind === 'person' && by.id === ownId)) return undefined;
  const told = { did: row.act, at: row.event.at };
  if (by.kind !== 'person') return { ...told, who: by.kind };
  const [person] = await tx.select({ name: userTable.name }).from(userTable).where(eq(userTable.id, by.id));
  return person && { ...told, who: person.name };
}

/**
 * What an officer is told whose department has just lost the duty that the command names: that it is no longer held,
 * and by whose act. Everything else out of reach stays unfound, a case about this very department above all.
 */
export async function leftHands(
  tx: Database,
  caseId: string,
  command: Command,
  actor: Actor,
): Promise<Refusal> {
  const notFound = refuse('not-found');
  const { departmentId } = actor;
  if (departmentId === null || !('assignmentId' in command.body)) return notFound;
  const { assignmentId } = command.body;
  await asSystem(tx);
  const subject = await findCase(tx, caseId);
  const own = subject?.assignments.find((one) => one.id === assignmentId);
  if (!subject || own?.departmentId !== departmentId || isExcluded(subject, departmentId)) return notFound;
  return toldWho(tx, refuse('not-held'), subject, actor);
}
