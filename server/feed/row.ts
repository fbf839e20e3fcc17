import type { Event } from '#domain/audit/event.ts';
import type { Change } from '#domain/board/board.ts';
import { grew, inView, type Scope, type View } from '#domain/board/view.ts';
import type { Case } from '#domain/case/case.ts';

/** One number of the feed with what it carries. */
export interface FeedRow {
  seq: number;
  event: Event;
  before: Scope | null;
  after: Scope;
  image: Case | null;
  /** When it was committed, by the database's own clock. */
  committedAt: number | null;
}

/**
 * What a row is for a view: nothing, the fact, the fact with the case where the screen may not hold it (it just came
 * into view, or it was over), or a tombstone without content for a case that left it.
 */
export function changeFor(view: View, row: Omit<FeedRow, 'committedAt'>): Change | undefined {
  const { seq, event, before, after, image } = row;
  const was = before !== null && inView(view, before);
  if (!inView(view, after)) return was ? { kind: 'leave', seq, caseId: event.caseId } : undefined;
  // An image without a wider scope is that of a case that was over.
  const needed = before !== null && (!was || !grew(before, after));
  return needed && image ? { kind: 'enter', seq, event, image } : { kind: 'event', seq, event };
}
