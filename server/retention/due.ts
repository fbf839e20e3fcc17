import { sql, type SQL } from 'drizzle-orm';
import type { RetentionSubject } from '#domain/retention.ts';

/** Since when a case is over; one that was merged, since that one is over with which it went on. */
const OVER_AT = sql`case when c.state = 'merged'
  then (select l.closed_at from "case" l where l.id = (c.body -> 'mergedInto' ->> 'caseId')::uuid)
  else c.closed_at end`;

/** What of a case is still there to be deleted. */
const KEPT: Record<Exclude<RetentionSubject, 'certificate'>, SQL> = {
  contact: sql`exists (select from sealed s where s.case_id = c.id and s.ref = 'contact')`,
  media: sql`exists (select from media m where m.case_id = c.id)`,
  words: sql`exists (select from case_key k where k.case_id = c.id)`,
};

/** What is due under a rule, as rows `id, at`: cases that are over and that nobody watches, or acknowledgements of screens. */
export const dueUnder = (subject: RetentionSubject, days: number): SQL => {
  const before = sql`(select city_now()) - make_interval(days => ${days}::int)`;
  if (subject === 'certificate') {
    return sql`select distinct on (order_id) order_id as id, sent_at as at from order_screen where sent_at < ${before}`;
  }
  return sql`select c.id, ${OVER_AT} as at from "case" c
    where c.closed_at < ${before} and ${OVER_AT} < ${before} and not c.watched and ${KEPT[subject]}`;
};
