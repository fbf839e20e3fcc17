import { namesOf } from '#domain/area/names.ts';
import { lineage } from '#domain/area/area.ts';
import { thingOf } from '#domain/audit/phrase.ts';
import { STATE_WORDS } from '#domain/audit/words.ts';
import type { World } from '#domain/context.ts';
import { nextTimer } from '#domain/timer/timer.ts';
import { dateOf } from '#server/intake/open311/date.ts';
import type { Open311Status } from '#server/intake/open311/milestone.ts';
import type { OwnWords } from '#server/intake/open311/own.ts';
import type { RequestRow } from '#server/intake/open311/request-row.ts';

/** GeoReport v2, "GET Service Request". */
export interface Open311Request {
  service_request_id: string;
  status: Open311Status;
  status_notes: string;
  service_name: string | null;
  service_code: string | null;
  /** What it is about and where; the words that were sent only to the partner that sent them. */
  description: string;
  agency_responsible: string | null;
  service_notice: null;
  requested_datetime: string;
  updated_datetime: string;
  expected_datetime: string | null;
  address: string;
  /** The service site whose circle holds the place, by its id. */
  address_id: string | null;
  zipcode: null;
  lat: number;
  long: number;
  /** An address that the partner gave, to that partner; uploaded pictures have none. */
  media_url: string | null;
}

/** @param own what this very partner sent; undefined for everybody else */
export function describe(world: World, row: RequestRow, own: OwnWords | undefined): Open311Request {
  const { body: subject, updatedAt } = row;
  const names = namesOf(world);
  const lead = subject.assignments.find((one) => one.part === 'lead' && one.endedAt === null);
  const next = nextTimer(subject.timers);
  const areas = lineage(subject.place.areaCode).map((code) => names.area(code, 'zh'));
  const notes = STATE_WORDS[subject.state];
  return {
    service_request_id: subject.number,
    status: subject.resolvedAt !== null || subject.closedAt !== null ? 'closed' : 'open',
    status_notes: `${notes.zh} ${notes.en}`,
    service_name: subject.matterCode && names.matter(subject.matterCode, 'zh'),
    service_code: subject.matterCode,
    description: own?.words ?? thingOf(subject, names, 'zh'),
    agency_responsible: lead ? (world.departments.get(lead.departmentId)?.name ?? null) : null,
    service_notice: null,
    requested_datetime: dateOf(subject.discoveredAt),
    updated_datetime: dateOf(updatedAt),
    expected_datetime: next ? dateOf(next.dueAt) : null,
    address: `${areas.join('')} ${subject.place.label}`,
    address_id: subject.place.siteId,
    zipcode: null,
    lat: subject.place.lat,
    long: subject.place.lon,
    media_url: own?.mediaUrl ?? null,
  };
}
