import type { Event } from '#domain/audit/event.ts';
import type { Change } from '#domain/board/board.ts';
import { inView, type Scope, type View } from '#domain/board/view.ts';
import type { Case } from '#domain/case/case.ts';

/** One number of the feed with what it carries. */
export interface FeedRow {
  seq: number;
  event: Event;
  before: Scope | null;
  after: Scope;
  image: Case | null;
}

/**
 * What a row is for a view: nothing, the fact, the fact with the case that just came into view, or a
 * tombstone without content for a case that left it.
 */
export function changeFor(view: View, row: FeedRow): Change | undefined {
  const { seq, event } = row;
  const was = row.before !== null && inView(view, row.before);
  const is = inView(view, row.after);
  if (is) {
    const entered = row.before !== null && !was && row.image !== null;
    return entered && row.image
      ? { kind: 'enter', seq, event, image: row.image }
      : { kind: 'event', seq, event };
  }
  return was ? { kind: 'leave', seq, caseId: event.caseId } : undefined;
}
