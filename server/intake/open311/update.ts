import { sql } from 'drizzle-orm';
import { namesOf } from '#domain/area/names.ts';
import type { Event } from '#domain/audit/event.ts';
import type { Case } from '#domain/case/case.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import { cityNow } from '#server/clock.ts';
import type { Desk } from '#server/command.ts';
import { dateOf } from '#server/intake/open311/date.ts';
import { statusAfter, tell, type Open311Status } from '#server/intake/open311/milestone.ts';
import { periodOf } from '#server/intake/open311/period.ts';
import type { UpdatesQuery } from '#server/intake/open311/query.ts';
import { at, BY_PARTNER, MILESTONE_TYPES } from '#server/intake/open311/request-row.ts';

/** An entry of the extension "servicerequestupdates" (FixMyStreet: "Proposed differences to Open311"). */
export interface Open311Update {
  update_id: string;
  service_request_id: string;
  /** After this update. */
  status: Open311Status;
  updated_datetime: string;
  description: string;
  media_url: null;
}

/** What happened to the requests of partners, the oldest first, so that a client goes on from the last it has seen. */
export async function updatesBy(
  { db, world }: Pick<Desk, 'db' | 'world'>,
  query: UpdatesQuery,
): Promise<Open311Update[] | Refusal> {
  const period = periodOf(query.start_date, query.end_date, await cityNow(db));
  if (isRefusal(period)) return period;
  const { service_request_id: numbers, page, page_size } = query;
  const { rows } = await db.execute<{ event: Event; subject: Case }>(sql`
    select e.body as event, c.body as subject from event e join "case" c on c.id = e.case_id
    where ${BY_PARTNER} and e.type = any(${MILESTONE_TYPES})
      and e.at between ${at(period.from)} and ${at(period.until)}
      and ${numbers ? sql`c.number = any(${sql.param(numbers)}::text[])` : sql`true`}
    order by e.at, e.eid limit ${page_size} offset ${(page - 1) * page_size}`);
  const names = namesOf(world());
  return rows.map(({ event, subject }) => ({
    update_id: `${subject.number}.${event.version}`,
    service_request_id: subject.number,
    status: statusAfter(event.type),
    updated_datetime: dateOf(event.at),
    description: tell(event, subject, names),
    media_url: null,
  }));
}
