import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { redactPerson } from '#domain/case/redact.ts';
import type { RetentionRule, RetentionSubject } from '#domain/retention.ts';
import type { Sealer } from '#server/access/seal.ts';
import { note } from '#server/audit/entry.ts';
import { caseKey, CONTACT, openSealed, RECEIPT, reportIn } from '#server/case/sealed.ts';
import { sealedTable } from '#server/case/table.ts';
import { phoneIndexTable } from '#server/contact/table.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { orderScreenTable } from '#server/certificate/table.ts';
import { erase } from '#server/erasure/erase.ts';
import { mediaTable } from '#server/media/table.ts';
import { dueUnder } from '#server/retention/due.ts';
import { rulesInForce } from '#server/retention/rule.ts';

/** So many cases in one transaction: a command on one of them waits no longer than that takes. */
const BATCH = 100;

/** How many cases or orders something was deleted of, by subject. */
export type Applied = Partial<Record<RetentionSubject, number>>;

/** What an administrator has enacted, and nothing else: what every process does by itself, each hour. */
export const applyEnacted = async (db: Database, sealer: Sealer): Promise<Applied> =>
  apply(
    db,
    sealer,
    (await rulesInForce(db)).filter(({ enacted }) => enacted),
  );

/** All rules in force, proposals too: for whoever asks for it by hand and has read the report. */
export const applyAll = async (db: Database, sealer: Sealer): Promise<Applied> =>
  apply(db, sealer, await rulesInForce(db));

async function apply(db: Database, sealer: Sealer, rules: readonly RetentionRule[]): Promise<Applied> {
  const applied: Applied = {};
  for (const { subject, days } of rules) {
    let done = 0;
    for (let last = BATCH; last === BATCH; done += last) {
      last = await transaction(db, (tx) => batch(tx, sealer, subject, days));
    }
    applied[subject] = done;
  }
  return applied;
}

/** Under the locks of the cases; one that somebody works on, or that another process is at, is left for the next time. */
async function batch(tx: Database, sealer: Sealer, subject: RetentionSubject, days: number): Promise<number> {
  const due = dueUnder(subject, days);
  const ids = await idsOf(
    tx,
    subject === 'certificate'
      ? sql`select id from (${due}) as one limit ${BATCH}`
      : sql`select id from "case" where id in (select id from (${due}) as one limit ${BATCH}) for update skip locked`,
  );
  if (ids.length === 0) return 0;
  if (subject === 'certificate') {
    await tx.delete(orderScreenTable).where(inArray(orderScreenTable.orderId, ids));
  } else if (subject === 'media') {
    await tx.delete(mediaTable).where(inArray(mediaTable.caseId, ids));
  } else {
    for (const id of ids) {
      if (subject === 'words') await erase(tx, id, { actor: 'system', reason: 'retention' });
      else await forgetContact(tx, sealer, id);
    }
  }
  await note(tx, { actor: 'system', act: 'retention.apply', subject, details: { days, cases: ids.length } });
  return ids.length;
}

async function idsOf(tx: Database, query: ReturnType<typeof sql>): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string }>(query);
  return rows.map(({ id }) => id);
}

/**
 * The name and the telephone go, and with the name what takes it out of the texts: so they are sealed anew without it,
 * and without the numbers that were written into them.
 */
async function forgetContact(tx: Database, sealer: Sealer, caseId: string): Promise<void> {
  const key = await caseKey(tx, sealer, caseId);
  const sealed = await openSealed(tx, sealer, caseId);
  const report = reportIn(sealed);
  const texts = [...sealed].filter(([ref]) => ref !== RECEIPT && ref !== CONTACT);
  for (const [ref, text] of key ? texts : []) {
    const kept =
      ref === 'report'
        ? { words: redactPerson(report?.words ?? '', report?.name) }
        : redactPerson(text as string, report?.name);
    await tx
      .update(sealedTable)
      .set({ sealed: sealer.seal(key!, kept) })
      .where(and(eq(sealedTable.caseId, caseId), eq(sealedTable.ref, ref), ne(sealedTable.ref, CONTACT)));
  }
  await tx.delete(sealedTable).where(and(eq(sealedTable.caseId, caseId), eq(sealedTable.ref, CONTACT)));
  await tx.delete(phoneIndexTable).where(eq(phoneIndexTable.caseId, caseId));
}
