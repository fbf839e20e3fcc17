import * as v from 'valibot';
import { areaCodeSchema } from '#domain/case/command.ts';
import type { Role } from '#domain/person/person.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import { WARNING_KINDS, type Warning } from '#domain/warning/warning.ts';
import type { Viewer } from '#server/access/actor.ts';
import { queueView } from '#server/access/queue.ts';
import { cityNow } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { inViewSql } from '#server/feed/snapshot.ts';
import { readStanding } from '#server/warning/standing.ts';

export const WARNINGS_QUERY = v.strictObject({
  area: v.optional(areaCodeSchema),
  kind: v.optional(v.picklist(WARNING_KINDS)),
});

/** An officer sees those of the cases that the own department holds. */
export const WARNING_READERS: readonly Role[] = [
  'worker',
  'secretary',
  'dispatcher',
  'officer',
  'supervisor',
  'leader',
];

/** One warning that stands, with the case that showed it. Whoever acknowledged it is an id. */
export interface WarningRow extends Omit<Warning, 'liftedAt' | 'liftReason'> {
  caseId: string;
  number: string;
  areaCode: string;
  /** The public name of the place. */
  label: string;
  lat: number;
  lon: number;
  siteId: string | null;
  matterCode: string | null;
  /** When the case itself was over; the warning may go on. */
  closedAt: number | null;
}

export interface WarningList {
  asOf: number;
  /** The newest first. */
  warnings: WarningRow[];
}

/** 预警清单: the standing warnings within the viewer's rights. */
export async function listWarnings(
  db: Database,
  viewer: Viewer,
  query: v.InferOutput<typeof WARNINGS_QUERY>,
): Promise<WarningList | Refusal> {
  const view = queueView(viewer, WARNING_READERS, query.area);
  if (isRefusal(view)) return view;
  return transaction(
    db,
    async (tx) => {
      const standing = await readStanding(tx, inViewSql(view));
      const wanted = standing.filter(
        ({ warning }) => query.kind === undefined || warning.kind === query.kind,
      );
      return { asOf: await cityNow(tx), warnings: wanted.map(rowOf) };
    },
    'read',
  );
}

function rowOf({ warning, ...place }: Awaited<ReturnType<typeof readStanding>>[number]): WarningRow {
  const { id, kind, key, reason, evidence, raisedAt, acknowledgedAt, acknowledgedById } = warning;
  return { id, kind, key, reason, evidence, raisedAt, acknowledgedAt, acknowledgedById, ...place };
}
