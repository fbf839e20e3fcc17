import { randomUUID } from 'node:crypto';
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import * as v from 'valibot';
import { ERASE_REASONS, type EraseReason } from '#domain/case/erase.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { note } from '#server/audit/entry.ts';
import { caseTable } from '#server/case/table.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { erasable, erase } from '#server/erasure/erase.ts';
import { erasureTable } from '#server/erasure/table.ts';

const number = v.pipe(v.string(), v.trim(), v.regex(/^[A-Z]{2,4}-\d{6}-\d{4,9}$/));
export const ASK = v.strictObject({ number, reason: v.picklist(ERASE_REASONS) });
export const DECIDE = v.strictObject({ id: v.pipe(v.string(), v.uuid()), confirmed: v.boolean() });

/** A wish to erase what is personal about one case, and what became of it. By number: who asks sees no case. */
export interface Erasure {
  id: string;
  number: string;
  reason: EraseReason;
  askedBy: string;
  askedAt: number;
  decidedBy: string | null;
  decidedAt: number | null;
  erasedAt: number | null;
}

export interface ErasureList {
  erasures: Erasure[];
}

/** Asked for by one administrator; nothing is erased before another one confirms it. */
export function askErasure(
  db: Database,
  personId: string,
  asked: v.InferOutput<typeof ASK>,
): Promise<Erasure | Refusal> {
  return transaction(db, async (tx) => {
    const found = await erasable(tx, asked.number);
    if (isRefusal(found)) return found;
    const id = randomUUID();
    const row = { id, caseId: found.caseId, reason: asked.reason, askedBy: personId };
    const fresh = await tx
      .insert(erasureTable)
      .values(row)
      .onConflictDoNothing()
      .returning({ id: erasureTable.id });
    if (fresh.length === 0) return refuse('erase-pending', { number: asked.number });
    await note(tx, {
      ...{ actor: personId, act: 'erasure.ask', caseId: found.caseId, subject: id },
      details: { reason: asked.reason },
    });
    return (await readErasure(tx, id)) ?? refuse('not-found');
  });
}

/** 复核: another person confirms, and it is done in the same moment, or declines, and nothing happens. */
export function decideErasure(
  db: Database,
  personId: string,
  { id, confirmed }: v.InferOutput<typeof DECIDE>,
): Promise<Erasure | Refusal> {
  return transaction(db, async (tx) => {
    const asked = await readErasure(tx, id);
    if (!asked) return refuse('not-found');
    if (asked.askedBy === personId) return refuse('erase-self', { number: asked.number });
    const found = confirmed ? await erasable(tx, asked.number) : undefined;
    if (isRefusal(found)) return found;
    const decided = { decidedBy: personId, decidedAt: now, erasedAt: confirmed ? now : null };
    const mine = await tx
      .update(erasureTable)
      .set(decided)
      .where(and(eq(erasureTable.id, id), isNull(erasureTable.decidedAt)))
      .returning({ caseId: erasureTable.caseId });
    const [row] = mine;
    if (!row) return refuse('erase-done', { number: asked.number });
    if (confirmed) await erase(tx, row.caseId, { actor: personId, reason: asked.reason, erasureId: id });
    else await note(tx, { actor: personId, act: 'erasure.decline', caseId: row.caseId, subject: id });
    return (await readErasure(tx, id)) ?? refuse('not-found');
  });
}

/** By whoever has the shell of the installation, in one step: written down as the system's. */
export function eraseNow(
  db: Database,
  asked: { number: string; reason: EraseReason },
  actor = 'system',
): Promise<{ caseId: string } | Refusal> {
  return transaction(db, async (tx) => {
    const found = await erasable(tx, asked.number);
    if (isRefusal(found)) return found;
    const id = randomUUID();
    const row = { id, caseId: found.caseId, reason: asked.reason, askedBy: actor, decidedBy: actor };
    await tx.insert(erasureTable).values({ ...row, decidedAt: now, erasedAt: now });
    await erase(tx, found.caseId, { actor, reason: asked.reason, erasureId: id });
    return found;
  });
}

const now = sql`city_now()` as never;

/** The latest first. */
export const listErasures = (db: Database): Promise<Erasure[]> =>
  erasures(db).orderBy(desc(erasureTable.askedAt)).limit(200);

async function readErasure(db: Database, id: string): Promise<Erasure | undefined> {
  const [row] = await erasures(db).where(eq(erasureTable.id, id));
  return row;
}

function erasures(db: Database) {
  const { id, reason, askedBy, askedAt, decidedBy, decidedAt, erasedAt } = erasureTable;
  return db
    .select({ id, number: caseTable.number, reason, askedBy, askedAt, decidedBy, decidedAt, erasedAt })
    .from(erasureTable)
    .innerJoin(caseTable, eq(caseTable.id, erasureTable.caseId))
    .$dynamic();
}
