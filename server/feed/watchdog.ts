import { sql } from 'drizzle-orm';
import type { Database } from '#server/db/pool.ts';

/** How far back events are held against the feed; everything older was checked by an earlier turn. */
const WINDOW = 20_000;

/** What must be zero: an event without a number, a number without an event, a head that is not the last number. */
export interface FeedDefects {
  unnumbered: number;
  orphaned: number;
  headOff: number;
}

/** Holds the feed against the log in one statement, so that a commit between two questions cannot look like a defect. */
export async function inspectFeed(db: Database): Promise<FeedDefects> {
  const { rows } = await db.execute<Record<keyof FeedDefects, string>>(sql`
    with head as (select seq from feed_head),
    recent as (select seq, eid from feed where seq > (select seq from head) - ${WINDOW}),
    least as (select coalesce(min(eid), 0) as eid from recent)
    select
      (select count(*) from event e where e.eid >= (select eid from least)
        and not exists (select 1 from feed f where f.eid = e.eid)) as unnumbered,
      (select count(*) from recent f where not exists (select 1 from event e where e.eid = f.eid)) as orphaned,
      (select seq from head) - coalesce((select max(seq) from feed), 0) as "headOff"`);
  const [row] = rows;
  return {
    unnumbered: Number(row?.unnumbered),
    orphaned: Number(row?.orphaned),
    headOff: Number(row?.headOff),
  };
}
