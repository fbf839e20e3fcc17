import { randomUUID } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import * as v from 'valibot';
import { namesOf } from '#domain/area/names.ts';
import { lineage } from '#domain/area/area.ts';
import type { Case } from '#domain/case/case.ts';
import { FIELDS } from '#domain/matter/matter.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { nextTimer } from '#domain/timer/timer.ts';
import { partnerTable } from '#server/access/table.ts';
import { caseTable } from '#server/case/table.ts';
import { execute, type Desk } from '#server/command.ts';

/** GeoReport v2, "GET Service List". */
export interface Open311Service {
  service_code: string;
  service_name: string;
  description: string;
  metadata: boolean;
  type: 'realtime';
  keywords: string;
  group: string;
}

/** GeoReport v2, "POST Service Request": an entry of the answer. */
export interface Open311Receipt {
  service_request_id: string;
  service_notice: string;
  account_id: null;
}

/** GeoReport v2, "GET Service Request". The resident's own words and person are never part of it. */
export interface Open311Request {
  service_request_id: string;
  status: 'open' | 'closed';
  status_notes: string | null;
  service_name: string | null;
  service_code: string | null;
  description: null;
  agency_responsible: string | null;
  service_notice: null;
  requested_datetime: string;
  updated_datetime: string;
  expected_datetime: string | null;
  address: string;
  lat: number;
  long: number;
  media_url: null;
}

const coordinate = v.pipe(v.string(), v.trim(), v.regex(/^-?\d+(\.\d+)?$/), v.transform(Number));

/** The form of GeoReport v2; fields that it allows and that this version does not use are accepted and left out. */
const SUBMISSION = v.object({
  api_key: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  service_code: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  lat: coordinate,
  long: coordinate,
  description: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4000)),
  address_string: v.optional(v.pipe(v.string(), v.maxLength(200))),
  first_name: v.optional(v.pipe(v.string(), v.maxLength(20))),
  last_name: v.optional(v.pipe(v.string(), v.maxLength(20))),
  phone: v.optional(v.pipe(v.string(), v.maxLength(30))),
});

/** How programs of other platforms put cases on the wall: Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2). */
export class Open311 {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  services(): Open311Service[] {
    const fields = FIELDS as readonly string[];
    return [...this.#desk.world().matters.values()]
      .sort((a, b) => fields.indexOf(a.field) - fields.indexOf(b.field))
      .map((matter) => ({
        service_code: matter.code,
        service_name: matter.name,
        description: matter.nameEn,
        metadata: false,
        type: 'realtime',
        keywords: matter.words.map(([word]) => word).join(','),
        group: matter.field,
      }));
  }

  /** Registers what another platform sends, through the same door as everybody. `id` makes a repeat harmless. */
  async submit(
    form: Record<string, unknown>,
    id: string = randomUUID(),
  ): Promise<Open311Receipt[] | Refusal> {
    const parsed = v.safeParse(SUBMISSION, form);
    if (!parsed.success) return refuse('bad-input', { field: v.getDotPath(parsed.issues[0]) ?? 'form' });
    const sent = parsed.output;
    const partnerId = await this.#partnerOf(sent.api_key);
    if (partnerId === undefined) return refuse('not-signed-in');
    const name = [sent.last_name, sent.first_name].filter(Boolean).join('');
    const place = sent.address_string ? `（${sent.address_string}）` : '';
    const outcome = await execute(
      this.#desk,
      { kind: 'partner', id: partnerId },
      {
        id,
        type: 'case.report',
        body: {
          channel: 'partner',
          words: (sent.description + place).slice(0, 4000),
          matterCode: sent.service_code,
          point: { lat: sent.lat, lon: sent.long },
          mode: name || sent.phone ? 'named' : 'anonymous',
          contact: { ...(name && { name }), ...(sent.phone && { phone: sent.phone }) },
        },
      },
    );
    if (isRefusal(outcome)) return outcome;
    const notice = `查询码 ${outcome.receipt ?? ''}`;
    return [{ service_request_id: outcome.number, service_notice: notice, account_id: null }];
  }

  /** A request that came in through a partner; what residents reported elsewhere is not public by its number. */
  async find(number: string): Promise<Open311Request[] | Refusal> {
    const [row] = await this.#desk.db
      .select({ body: caseTable.body })
      .from(caseTable)
      .where(and(eq(caseTable.number, number), eq(caseTable.channel, 'partner')));
    return row ? [this.#describe(row.body)] : refuse('not-found');
  }

  #describe(subject: Case): Open311Request {
    const world = this.#desk.world();
    const names = namesOf(world);
    const lead = subject.assignments.find((one) => one.part === 'lead' && one.endedAt === null);
    const next = nextTimer(subject.timers);
    const { discoveredAt, acceptedAt, resolvedAt, confirmedAt, fedBackAt, closedAt } = subject;
    const updatedAt = Math.max(
      ...[discoveredAt, acceptedAt, resolvedAt, confirmedAt, fedBackAt, closedAt].filter((at) => at !== null),
    );
    const areas = lineage(subject.place.areaCode).map((code) => names.area(code, 'zh'));
    return {
      service_request_id: subject.number,
      // The specification knows these two only.
      status: resolvedAt !== null || closedAt !== null ? 'closed' : 'open',
      status_notes: subject.state,
      service_name: subject.matterCode && names.matter(subject.matterCode, 'zh'),
      service_code: subject.matterCode,
      description: null,
      agency_responsible: lead ? (world.departments.get(lead.departmentId)?.name ?? null) : null,
      service_notice: null,
      requested_datetime: new Date(discoveredAt).toISOString(),
      updated_datetime: new Date(updatedAt).toISOString(),
      expected_datetime: next ? new Date(next.dueAt).toISOString() : null,
      address: `${areas.join('')} ${subject.place.label}`,
      lat: subject.place.lat,
      long: subject.place.lon,
      media_url: null,
    };
  }

  async #partnerOf(key: string): Promise<string | undefined> {
    const [row] = await this.#desk.db
      .select({ id: partnerTable.id })
      .from(partnerTable)
      .where(and(eq(partnerTable.keyHash, this.#desk.sealer.hash(key)), isNull(partnerTable.revokedAt)));
    return row?.id;
  }
}
