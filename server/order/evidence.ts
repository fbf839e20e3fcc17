import { and, asc, eq, lte, sql } from 'drizzle-orm';
import * as v from 'valibot';
import { namesOf } from '#domain/area/names.ts';
import type { By, Event } from '#domain/audit/event.ts';
import { redactPerson } from '#domain/case/redact.ts';
import type { Case, Place } from '#domain/case/case.ts';
import type { Urgency } from '#domain/matter/matter.ts';
import type { RecipientResults } from '#domain/order/clock-result.ts';
import { evidenceOf, type EvidenceLine } from '#domain/order/evidence.ts';
import type { Order } from '#domain/order/order.ts';
import type { Role } from '#domain/person/person.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { mayReach, type Viewer } from '#server/access/actor.ts';
import { eventTable } from '#server/audit/table.ts';
import { findCase } from '#server/case/file.ts';
import { nameIn, openSealed } from '#server/case/sealed.ts';
import { cityNow } from '#server/clock.ts';
import type { Desk } from '#server/command.ts';
import type { Database } from '#server/db/pool.ts';
import { digestOf } from '#server/order/chain.ts';

/** Somebody's office, never their name: the sheet is read by many. */
export interface SheetLine extends Omit<EvidenceLine, 'by'> {
  by: By['kind'];
  role: Role | null;
  departmentId: string | null;
}

/** 电子发令单 with its evidence, as one page. It holds no resident's name, telephone or words. */
export interface OrderSheet {
  number: string;
  caseNumber: string;
  /** Milliseconds since 1970: up to when clocks that still run were read. */
  asOf: number;
  /** The version of the case's log that the sheet shows. */
  version: number;
  /** Of the log up to this version, as `digestOf` makes it: 64 hexadecimal digits. */
  digest: string;
  order: Omit<Order, 'meeting' | 'draftedById' | 'issuedById' | 'recipients'>;
  /** The public name of the place where the recipients meet, where it is not the place of the case. */
  meeting: string | null;
  matterCode: string | null;
  urgency: Urgency;
  place: Pick<Place, 'label' | 'areaCode'>;
  /** What is asked of the recipients; numbers of telephones and identity cards are taken out. Null where its key was erased. */
  requirement: string | null;
  recipients: RecipientResults[];
  lines: SheetLine[];
}

/** What the log yields at the version of a sheet. */
export interface Verification {
  holds: boolean;
  version: number;
  /** Null where the log has no such version. */
  digest: string | null;
}

const orderNumber = v.pipe(v.string(), v.regex(/^[A-Z]{2,4}-L\d{6}-\d{3,9}$/));
export const SHEET = v.strictObject({ number: orderNumber });
export const VERIFY = v.strictObject({
  number: orderNumber,
  version: v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/), v.transform(Number)),
  /** As printed: in groups, in either case. */
  digest: v.pipe(
    v.string(),
    v.maxLength(100),
    v.transform((text) => text.replaceAll(/\s/g, '').toLowerCase()),
    v.regex(/^[0-9a-f]{64}$/),
  ),
});

/** The sheet of an order, for those in whose jurisdiction its case lies; for everybody else it does not exist. */
export async function readOrderSheet(
  { db, sealer, world }: Pick<Desk, 'db' | 'sealer' | 'world'>,
  viewer: Viewer,
  { number }: v.InferOutput<typeof SHEET>,
): Promise<OrderSheet | Refusal> {
  const caseId = (await reachOrder(db, viewer, number))?.id;
  if (caseId === undefined) return refuse('not-found');
  const events = await logOf(db, caseId);
  const sealed = await openSealed(db, sealer, caseId);
  const asOf = await cityNow(db);
  const evidence = evidenceOf(events, number, namesOf(world()), asOf);
  const order = evidence?.subject.orders.find((one) => one.number === number);
  if (!evidence || !order) return refuse('not-found');
  const { subject, lines, recipients } = evidence;
  const { meeting, draftedById: _, issuedById: __, recipients: ___, ...own } = order;
  const requirement = sealed.get(order.id);
  return {
    ...{ number, caseNumber: subject.number, asOf, version: subject.version, digest: digestOf(events) },
    ...{ order: own, meeting: meeting?.label ?? null, recipients },
    ...{ matterCode: subject.matterCode, urgency: subject.urgency },
    place: { label: subject.place.label, areaCode: subject.place.areaCode },
    requirement: typeof requirement === 'string' ? redactPerson(requirement, nameIn(sealed)) : null,
    lines: lines.map(officeOf),
  };
}

/** Whether the log still yields the digest that a sheet shows for its version. */
export async function verifyOrderSheet(
  { db }: Pick<Desk, 'db'>,
  viewer: Viewer,
  { number, version, digest }: v.InferOutput<typeof VERIFY>,
): Promise<Verification | Refusal> {
  const caseId = (await reachOrder(db, viewer, number))?.id;
  if (caseId === undefined) return refuse('not-found');
  const events = await logOf(db, caseId, version);
  const yields = events.at(-1)?.version === version ? digestOf(events) : null;
  return { holds: yields === digest, version, digest: yields };
}

/** The case that an order of this number was drafted for, where the viewer may reach it. */
export async function reachOrder(db: Database, viewer: Viewer, number: string): Promise<Case | undefined> {
  // A function of the migrations, for policies keep expressions from the index; what it names is still to be reached.
  const { rows } = await db.execute<{ caseId: string | null }>(
    sql`select case_of_order(${number}) as "caseId"`,
  );
  const caseId = rows[0]?.caseId ?? undefined;
  const subject = caseId === undefined ? undefined : await findCase(db, caseId);
  return subject && mayReach(viewer, subject) ? subject : undefined;
}

/** The log of a case in order, up to a version or to its end. */
async function logOf(db: Database, caseId: string, version?: number): Promise<Event[]> {
  const upTo = version === undefined ? undefined : lte(eventTable.version, version);
  const rows = await db
    .select({ body: eventTable.body })
    .from(eventTable)
    .where(and(eq(eventTable.caseId, caseId), upTo))
    .orderBy(asc(eventTable.version));
  return rows.map((row) => row.body);
}

function officeOf({ by, ...line }: EvidenceLine): SheetLine {
  const person = by.kind === 'person' ? by : null;
  return { ...line, by: by.kind, role: person?.role ?? null, departmentId: person?.departmentId ?? null };
}
