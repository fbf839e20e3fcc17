import { desc, eq } from 'drizzle-orm';
import type { RevealReason } from '#domain/case/reveal.ts';
import { contactRevealTable } from '#server/contact/table.ts';
import type { Database } from '#server/db/pool.ts';

/** That a contact was shown, as the resident is told: when, to which office and why; never to whom. */
export interface Shown {
  at: number;
  departmentId: string | null;
  areaCode: string;
  reason: RevealReason;
}

/** Every time the contact of a case was shown, the latest first. */
export function shownOf(db: Database, caseId: string): Promise<Shown[]> {
  const { cityAt, departmentId, areaCode, reason } = contactRevealTable;
  return db
    .select({ at: cityAt, departmentId, areaCode, reason })
    .from(contactRevealTable)
    .where(eq(contactRevealTable.caseId, caseId))
    .orderBy(desc(contactRevealTable.at));
}
