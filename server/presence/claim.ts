import { and, eq, gt, ne, sql, type SQL } from 'drizzle-orm';
import * as v from 'valibot';
import { isOpen } from '#domain/case/case.ts';
import { CLAIM_MS, type Claim } from '#domain/presence.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { mayReach, type Viewer } from '#server/access/actor.ts';
import { userTable } from '#server/access/table.ts';
import { findCase } from '#server/case/file.ts';
import { caseTable } from '#server/case/table.ts';
import type { Database } from '#server/db/pool.ts';
import { claimTable } from './table.ts';

export const CLAIM = v.strictObject({
  id: v.pipe(v.string(), v.uuid()),
  /** True claims it, or puts off the end of the own claim; false gives it up. */
  held: v.boolean(),
});

/** A claim with where its case lies: whoever looks at that area is told of it. */
export interface PlacedClaim extends Claim {
  areaCode: string;
}

/**
 * 认领 · 放开. The lock on the case makes one of two who claim it at the same moment the first. What somebody else has
 * is refused with who has it; giving up what one does not have changes nothing.
 */
export async function claimCase(
  tx: Database,
  viewer: Viewer,
  { id, held }: v.InferOutput<typeof CLAIM>,
): Promise<PlacedClaim | Refusal> {
  if (viewer.kind !== 'person') return refuse('not-allowed', { act: 'case.claim' });
  const { id: personId, name } = viewer.person;
  await tx.execute(sql`select from "case" where id = ${id} for update`);
  const subject = await findCase(tx, id);
  if (!subject || !mayReach(viewer, subject)) return refuse('not-found');
  const placed = { caseId: id, personId, name, areaCode: subject.place.areaCode };
  if (!held) {
    await tx.delete(claimTable).where(and(eq(claimTable.caseId, id), eq(claimTable.personId, personId)));
    return { ...placed, remainingMs: 0 };
  }
  if (!isOpen(subject)) return refuse('claim-closed', { number: subject.number });
  const [other] = await readClaims(tx, and(eq(claimTable.caseId, id), ne(claimTable.personId, personId)));
  if (other) return refuse('claimed', { name: other.name, minutes: Math.ceil(other.remainingMs / 60_000) });
  const fresh = {
    personId,
    at: sql`clock_timestamp()` as never,
    expiresAt: sql`clock_timestamp() + ${sql.raw(`interval '${CLAIM_MS} milliseconds'`)}` as never,
  };
  await tx
    .insert(claimTable)
    .values({ caseId: id, ...fresh })
    .onConflictDoUpdate({ target: claimTable.caseId, set: fresh });
  return { ...placed, remainingMs: CLAIM_MS };
}

/** The claims that still last, with what is left of each by the database's own clock. */
export const readClaims = (db: Database, which?: SQL): Promise<PlacedClaim[]> =>
  db
    .select({
      caseId: claimTable.caseId,
      personId: claimTable.personId,
      name: userTable.name,
      areaCode: caseTable.areaCode,
      remainingMs: sql<number>`(extract(epoch from ${claimTable.expiresAt} - clock_timestamp()) * 1000)::int`,
    })
    .from(claimTable)
    .innerJoin(userTable, eq(userTable.id, claimTable.personId))
    .innerJoin(caseTable, eq(caseTable.id, claimTable.caseId))
    .where(and(gt(claimTable.expiresAt, sql`clock_timestamp()`), which));
