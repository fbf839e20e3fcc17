import { and, desc, lte, sql } from 'drizzle-orm';
import { DEFAULT_RULES, LEAST_DAYS, type RetentionRule } from '#domain/retention.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { note } from '#server/audit/entry.ts';
import { cityNow } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { retentionRuleTable } from '#server/retention/table.ts';

/** A rule as it is in force. One that nobody enacted is a proposal: it is carried out by hand only. */
export interface RuleInForce extends RetentionRule {
  enacted: boolean;
  /** Since when; null for a proposal. */
  fromAt: number | null;
}

/** The rule of each subject at this moment, in the order of the proposals. */
export async function rulesInForce(db: Database): Promise<RuleInForce[]> {
  const rows = await db
    .selectDistinctOn([retentionRuleTable.subject])
    .from(retentionRuleTable)
    .where(and(lte(retentionRuleTable.fromAt, sql`city_now()` as never)))
    .orderBy(retentionRuleTable.subject, desc(retentionRuleTable.fromAt), desc(retentionRuleTable.id));
  return DEFAULT_RULES.map((proposal) => {
    const row = rows.find((one) => one.subject === proposal.subject);
    if (!row) return { ...proposal, enacted: false, fromAt: null };
    const { subject, days, source, fromAt } = row;
    return { subject, days, source, fromAt, enacted: true };
  });
}

/** A new version, effective at an instant to come: what is deleted does not come back. */
export function setRule(
  db: Database,
  personId: string,
  rule: RetentionRule & { fromAt: number },
): Promise<Refusal | undefined> {
  return transaction(db, async (tx) => {
    if (rule.fromAt < (await cityNow(tx))) return refuse('retention-past');
    const least = LEAST_DAYS[rule.subject];
    if (rule.days < least) return refuse('retention-short', { days: least });
    await tx.insert(retentionRuleTable).values({ ...rule, enactedBy: personId });
    const { subject, days, fromAt } = rule;
    await note(tx, {
      ...{ actor: personId, act: 'settings.change', subject: `retention.${subject}` },
      details: { days, fromAt },
    });
    return undefined;
  });
}
