import * as v from 'valibot';
import { areaCodeSchema } from '#domain/case/command.ts';
import type { Role } from '#domain/person/person.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import type { Viewer } from '#server/access/actor.ts';
import { queueView } from '#server/access/queue.ts';
import { caseTable } from '#server/case/table.ts';
import { cityNow } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { heldBy } from '#server/feed/snapshot.ts';
import {
  contestsOf,
  doubtedOf,
  ordersOf,
  overdueOf,
  returnsOf,
  unansweredOf,
  type ContestRow,
  type DoubtRow,
  type OrderRow,
  type OverdueRow,
  type ReturnRow,
  type SupervisionRow,
} from '#server/supervision/row.ts';

/** The sections of the supervisor's screen. */
const SECTIONS = ['orders', 'supervisions', 'overdue', 'returns', 'contests', 'doubts'] as const;

export const SUPERVISION_QUERY = v.strictObject({
  area: v.optional(areaCodeSchema),
  /** One section alone; all of them where nothing is said. */
  of: v.optional(v.picklist(SECTIONS)),
});

export const SUPERVISION_READERS: readonly Role[] = ['supervisor', 'leader'];

/** What waits for a supervisor's eye; a section that was not asked for is not there. */
export interface SupervisionList {
  asOf: number;
  /** 发令单, from their source: all of the cases that are open, were closed today or are watched, the newest first. */
  orders?: OrderRow[];
  /** 督办 without an answer, the one that is due first. */
  supervisions?: SupervisionRow[];
  /** 逾期: clocks past their deadline that do not rest, the longest first. */
  overdue?: OverdueRow[];
  /** 待裁决: given back so often that a supervisor has to say whose it is. */
  returns?: ReturnRow[];
  /** 评价申诉 that nobody has decided. */
  contests?: ContestRow[];
  /** 虚假办结疑点: resolutions that something speaks against, until the resident was asked or somebody looked. */
  doubts?: DoubtRow[];
}

/** 督办台: reads the cases that a board of the same areas holds, in one moment. */
export async function listSupervision(
  db: Database,
  viewer: Viewer,
  query: v.InferOutput<typeof SUPERVISION_QUERY>,
): Promise<SupervisionList | Refusal> {
  const view = queueView(viewer, SUPERVISION_READERS, query.area);
  if (isRefusal(view)) return view;
  return transaction(
    db,
    async (tx) => {
      const now = await cityNow(tx);
      const rows = await tx.select({ body: caseTable.body }).from(caseTable).where(heldBy(view, now));
      const cases = rows.map(({ body }) => body);
      const all: Required<SupervisionList> = {
        asOf: now,
        orders: ordersOf(cases, now),
        supervisions: unansweredOf(cases, now),
        overdue: overdueOf(cases, now),
        returns: returnsOf(cases),
        contests: contestsOf(cases),
        doubts: doubtedOf(cases),
      };
      return query.of === undefined ? all : { asOf: now, [query.of]: all[query.of] };
    },
    'read',
  );
}
