import { desc, eq } from 'drizzle-orm';
import * as v from 'valibot';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { mayReach, type Viewer } from '#server/access/actor.ts';
import { note } from '#server/audit/entry.ts';
import { referenceOf, type CaseReference } from '#server/case/reference.ts';
import { caseTable } from '#server/case/table.ts';
import type { Desk } from '#server/command.ts';
import { digitsOf, phoneHash } from '#server/contact/phone.ts';
import { phoneIndexTable } from '#server/contact/table.ts';
import { transaction } from '#server/db/transaction.ts';

/** In the body and never in an address, which would be written down on the way. */
export const CALLER = v.strictObject({
  phone: v.pipe(
    v.string(),
    v.trim(),
    v.maxLength(30),
    v.check((phone) => digitsOf(phone).length >= 7, 'not a whole number'),
  ),
});

/** What somebody reported before who calls from this number. */
export interface CallerCases {
  cases: (CaseReference & { discoveredAt: number })[];
}

const AT_MOST = 20;

/**
 * The earlier cases of a caller within the own jurisdiction: by the whole number only, and noted with how many were
 * found, not with the number.
 */
export function casesOfCaller(
  { db, sealer }: Pick<Desk, 'db' | 'sealer'>,
  viewer: Viewer,
  { phone }: v.InferOutput<typeof CALLER>,
): Promise<CallerCases | Refusal> {
  const hash = phoneHash(sealer, phone);
  if (viewer.kind !== 'person' || hash === undefined) return Promise.resolve(refuse('contact-not-yours'));
  return transaction(db, async (tx) => {
    const rows = await tx
      .select({ body: caseTable.body })
      .from(phoneIndexTable)
      .innerJoin(caseTable, eq(caseTable.id, phoneIndexTable.caseId))
      .where(eq(phoneIndexTable.phoneHash, hash))
      .orderBy(desc(caseTable.discoveredAt));
    const reached = rows.map(({ body }) => body).filter((one) => mayReach(viewer, one));
    const cases = reached
      .slice(0, AT_MOST)
      .map((one) => ({ ...referenceOf(one), discoveredAt: one.discoveredAt }));
    await note(tx, { actor: viewer.person.id, act: 'contact.find', details: { found: reached.length } });
    return { cases };
  });
}
