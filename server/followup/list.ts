import { and, eq } from 'drizzle-orm';
import * as v from 'valibot';
import { areaCodeSchema } from '#domain/case/command.ts';
import type { Case } from '#domain/case/case.ts';
import {
  FOLLOWUP_METHODS,
  type Doubt,
  type FollowupCause,
  type FollowupMethod,
} from '#domain/followup/followup.ts';
import type { Role } from '#domain/person/person.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import type { Viewer } from '#server/access/actor.ts';
import { queueView } from '#server/access/queue.ts';
import { referenceOf, runningClocks, type CaseReference, type RunningClock } from '#server/case/reference.ts';
import { caseTable } from '#server/case/table.ts';
import { cityNow } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { inViewSql } from '#server/feed/snapshot.ts';

export const FOLLOWUPS_QUERY = v.strictObject({
  area: v.optional(areaCodeSchema),
  method: v.optional(v.picklist(FOLLOWUP_METHODS)),
});

/** Who asks the resident back (act.ts, `followup.finish`). */
export const CALLERS: readonly Role[] = ['dispatcher', 'worker', 'secretary'];

/** One case whose resident is still to be asked; whom to reach and how is sealed with the case. */
export interface FollowupRow extends CaseReference {
  method: FollowupMethod;
  causes: FollowupCause[];
  doubts: Doubt[];
  plannedAt: number;
  confirmedAt: number | null;
  stars: number | null;
  /** The clock of the feedback. */
  feedback: RunningClock | null;
}

export interface FollowupList {
  asOf: number;
  /** The one that is due first stands first. */
  followups: FollowupRow[];
}

/** 回访队列: confirmed cases that wait for their call or message, within the viewer's area. */
export async function listFollowups(
  db: Database,
  viewer: Viewer,
  query: v.InferOutput<typeof FOLLOWUPS_QUERY>,
): Promise<FollowupList | Refusal> {
  const view = queueView(viewer, CALLERS, query.area);
  if (isRefusal(view)) return view;
  return transaction(
    db,
    async (tx) => {
      const now = await cityNow(tx);
      const rows = await tx
        .select({ body: caseTable.body })
        .from(caseTable)
        .where(and(inViewSql(view), eq(caseTable.state, 'confirmed')));
      const all = rows.flatMap(({ body }) => rowOf(body, now));
      const wanted = all.filter(({ method }) => query.method === undefined || method === query.method);
      return { asOf: now, followups: wanted.sort((a, b) => dueAt(a) - dueAt(b)) };
    },
    'read',
  );
}

const dueAt = ({ feedback, plannedAt }: FollowupRow): number => feedback?.dueAt ?? plannedAt;

function rowOf(subject: Case, now: number): FollowupRow[] {
  const { followup, doubts, confirmedAt, stars } = subject;
  if (!followup || followup.at !== null) return [];
  const { method, causes, plannedAt } = followup;
  const [feedback = null] = runningClocks(subject, now, ({ clock }) => clock === 'feedback');
  return [{ ...referenceOf(subject), method, causes, doubts, plannedAt, confirmedAt, stars, feedback }];
}
