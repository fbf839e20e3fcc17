import { sql } from 'drizzle-orm';
import type { Database } from '#server/db/pool.ts';
import type { Check } from './check.ts';

/** Every event has one number, and the numbers run from one to the head without a hole. */
export async function checkFeed(tx: Database): Promise<Check> {
  const { rows } = await tx.execute<Record<string, string | null>>(sql`
    select (select count(*) from event) as events, (select count(*) from feed) as numbers,
      (select seq from feed_head) as head, (select coalesce(max(seq), 0) from feed) as last`);
  const { rows: holes } = await tx.execute<{ after: string; seq: string }>(sql`
    select after, seq from (select seq, lag(seq, 1, 0) over (order by seq) as after from feed) as steps
    where seq <> after + 1 order by seq`);
  const { rows: unnumbered } = await tx.execute<{ eid: string }>(sql`
    select eid from event e where not exists (select 1 from feed f where f.eid = e.eid) order by eid`);
  const { rows: empty } = await tx.execute<{ seq: string }>(sql`
    select seq from feed f where not exists (select 1 from event e where e.eid = f.eid) order by seq`);
  const [row] = rows;
  const [events, numbers, head, last] = ['events', 'numbers', 'head', 'last'].map((key) =>
    Number(row?.[key]),
  );
  return {
    zh: '序列连续',
    en: `the feed is contiguous: events = numbers = head (${[events, numbers, head].join(' ')})`,
    checked: events ?? 0,
    differences: [
      ...holes.map(({ after, seq }) => `after ${after} comes ${seq}`),
      ...unnumbered.map(({ eid }) => `event ${eid} has no number`),
      ...empty.map(({ seq }) => `number ${seq} has no event`),
      ...(head === last ? [] : [`the head is ${head}, the last number ${last}`]),
    ],
  };
}
