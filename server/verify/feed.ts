import { sql } from 'drizzle-orm';
import type { Database } from '#server/db/pool.ts';
import type { Check } from './check.ts';

/** Every event has one number, and the numbers run from one to the head without a hole. */
export async function checkFeed(tx: Database): Promise<Check> {
  const { rows } = await tx.execute<Record<string, string | null>>(sql`
    select (select count(*) from event) as events, (select count(*) from feed) as numbers,
      (select seq from feed_head) as head, (select max(seq) from feed) as last, (select min(seq) from feed) as first,
      (select count(*) from feed f where not exists (select 1 from event e where e.eid = f.eid)) as orphans`);
  const [row] = rows;
  const [events, numbers, head, last] = ['events', 'numbers', 'head', 'last'].map((key) =>
    Number(row?.[key]),
  );
  const sound = events === numbers && numbers === head && last === head && Number(row?.['orphans']) === 0;
  const whole = head === 0 || Number(row?.['first']) === 1;
  return {
    zh: '序列连续',
    en: 'the feed is contiguous: events = numbers = head',
    checked: events ?? 0,
    differences: sound && whole ? [] : [JSON.stringify(row)],
  };
}
