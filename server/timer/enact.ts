import { isNull, sql } from 'drizzle-orm';
import type { Case } from '#domain/case/case.ts';
import { arming } from '#domain/case/report.ts';
import type { Context } from '#domain/context.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { preview, type Preview, type Sample } from '#domain/timer/alteration.ts';
import { policyAt, type Policy } from '#domain/timer/policy.ts';
import { isRunning } from '#domain/timer/timer.ts';
import { note } from '#server/audit/entry.ts';
import { caseTable } from '#server/case/table.ts';
import { cityNow } from '#server/clock.ts';
import type { Desk } from '#server/command.ts';
import { transaction } from '#server/db/transaction.ts';
import { readPolicies } from '#server/timer/policy.ts';
import { policyTable } from '#server/timer/table.ts';

/** How many open cases are looked at to say what a change would alter: the oldest, because their clocks run longest. */
const SAMPLED_CASES = 2_000;

/** What a new version of the limits would alter, against the one that would be in force at its first instant. Changes nothing. */
export async function previewPolicy(desk: Desk, proposed: Policy): Promise<Preview> {
  const { calendar, policies } = await desk.rules();
  const rows = await desk.db
    .select({ body: caseTable.body })
    .from(caseTable)
    .where(isNull(caseTable.closedAt))
    .orderBy(caseTable.discoveredAt)
    .limit(SAMPLED_CASES);
  const context = { policies, calendar, world: desk.world() };
  const samples = rows.flatMap(({ body }) => samplesOf(body, context));
  return preview(policyAt(policies, proposed.effectiveFrom), proposed, calendar, samples);
}

function samplesOf(subject: Case, context: Pick<Context, 'policies' | 'calendar' | 'world'>): Sample[] {
  return subject.timers.filter(isRunning).map((timer) => {
    const holder = subject.assignments.find((one) => one.id === timer.subject)?.departmentId;
    const { matterCode, urgency, complexity, level } = arming(context, subject, holder);
    return { timer, matterCode, urgency, complexity, level };
  });
}

/**
 * Enacts a new version. It takes effect at an instant to come and counts for clocks that start under it; those that run
 * keep theirs. Versions are numbered without a gap, so that of two administrators one is told of the other's.
 */
export function enactPolicy(desk: Desk, byId: string, proposed: Policy): Promise<Policy | Refusal> {
  return transaction(desk.db, async (tx) => {
    await tx.execute(sql`lock table ${policyTable} in exclusive mode`);
    const next = Math.max(...(await readPolicies(tx)).map((one) => one.version)) + 1;
    if (proposed.version !== next) return refuse('policy-version', { next });
    const now = await cityNow(tx);
    if (proposed.effectiveFrom <= now) return refuse('policy-past');
    const { version, effectiveFrom } = proposed;
    await tx
      .insert(policyTable)
      .values({ version, effectiveFrom, body: proposed, enactedById: byId, enactedAt: now });
    const details = { setting: 'policy', version, effectiveFrom };
    await note(tx, { actor: byId, act: 'settings.change', subject: `policy ${version}`, details });
    return proposed;
  });
}
