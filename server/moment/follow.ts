import { sql } from 'drizzle-orm';
import type { Followed } from '#domain/board/moment.ts';
import type { View } from '#domain/board/view.ts';
import type { Database } from '#server/db/pool.ts';
import { changeFor, type FeedRow } from '#server/feed/row.ts';
import { inViewSql } from '#server/feed/snapshot.ts';
import { instantSql } from '#server/moment/stand.ts';

/** So many facts a page, and a few more where they share the last instant. */
const PAGE = 500;

/** A page of the log for a screen that replays it, in the order of the city's time. */
export async function follow(tx: Database, view: View, after: number, until: number): Promise<Followed> {
  const { rows } = await tx.execute<Omit<FeedRow, 'committedAt'>>(sql`
    select e.eid::float8 as seq, e.body as event, e.before, e.after, e.image
    from event e join "case" on "case".id = e.case_id
    where e.at > ${instantSql(after)} and e.at <= ${instantSql(until)} and ${inViewSql(view)}
    order by e.at fetch first ${sql.raw(String(PAGE))} rows with ties`);
  const ordered = rows.sort((a, b) => a.event.at - b.event.at || a.seq - b.seq);
  const last = ordered.at(-1);
  return {
    changes: ordered.flatMap((row) => changeFor(view, row) ?? []),
    to: last && ordered.length >= PAGE ? last.event.at : until,
  };
}
