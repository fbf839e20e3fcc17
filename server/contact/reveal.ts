import { randomUUID } from 'node:crypto';
import { and, desc, eq, gt, sql } from 'drizzle-orm';
import * as v from 'valibot';
import { within } from '#domain/area/area.ts';
import type { Case } from '#domain/case/case.ts';
import { refuseReveal, REVEAL_MS, REVEAL_REASONS } from '#domain/case/reveal.ts';
import type { Person } from '#domain/person/person.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { mayReach, type Viewer } from '#server/access/actor.ts';
import { note } from '#server/audit/entry.ts';
import { findCase } from '#server/case/file.ts';
import { caseKey, openReport } from '#server/case/sealed.ts';
import type { Desk } from '#server/command.ts';
import { contactRevealTable } from '#server/contact/table.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';

export const REVEAL = v.strictObject({
  id: v.pipe(v.string(), v.uuid()),
  /** May be left out while an earlier one of the same person still lasts. */
  reason: v.optional(v.picklist(REVEAL_REASONS)),
  /** Sealed with the case; the resident reads the reason only. */
  words: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500))),
});
export type Reveal = v.InferOutput<typeof REVEAL>;

/** How to reach the resident, for ten minutes. */
export interface Contact {
  name: string | null;
  phone: string | null;
  /** By the real clock, in milliseconds since 1970. */
  expiresAt: number;
  /** From the answer on; a browser counts these down, whatever its own clock says. */
  remainingMs: number;
}

/**
 * Shows the contact of a case to somebody who has to call, and in the same transaction writes down that it was shown:
 * without that nothing is answered. Within ten minutes the same person needs no other reason, and is noted all the same.
 */
export async function revealContact(
  desk: Pick<Desk, 'db' | 'sealer' | 'world'>,
  viewer: Viewer,
  asked: Reveal,
): Promise<Contact | Refusal> {
  if (viewer.kind !== 'person') return refuse('contact-not-yours');
  const { person } = viewer;
  return transaction(desk.db, async (tx) => {
    const subject = await findCase(tx, asked.id);
    if (!subject || !mayReach(viewer, subject)) return refuse('not-found');
    const refusal = refuseReveal(subject, person, desk.world());
    if (refusal) return refusal;
    const report = await openReport(tx, desk.sealer, subject.id);
    if (!report || (report.name === null && report.phone === null)) return refuse('contact-none');
    const lasting =
      (await runningReveal(tx, subject.id, person.id)) ?? (await begin(tx, desk, subject, person, asked));
    if (isRefusal(lasting)) return lasting;
    await note(tx, {
      actor: person.id,
      act: 'contact.reveal',
      caseId: subject.id,
      subject: lasting.id,
      details: { reason: lasting.reason, role: person.role, again: lasting.again },
    });
    const { name, phone } = report;
    return { name, phone, expiresAt: lasting.expiresAt, remainingMs: lasting.remainingMs };
  });
}

interface Lasting {
  id: string;
  reason: string;
  expiresAt: number;
  remainingMs: number;
  again: boolean;
}

/** What is left of it by the database's own clock, in whole milliseconds. */
const remaining = sql<number>`(extract(epoch from ${contactRevealTable.expiresAt} - clock_timestamp()) * 1000)::int`;

async function runningReveal(tx: Database, caseId: string, personId: string): Promise<Lasting | undefined> {
  const { id, reason, expiresAt } = contactRevealTable;
  const [row] = await tx
    .select({ id, reason, expiresAt, remainingMs: remaining })
    .from(contactRevealTable)
    .where(
      and(
        eq(contactRevealTable.caseId, caseId),
        eq(contactRevealTable.personId, personId),
        gt(expiresAt, sql`clock_timestamp()`),
      ),
    )
    .orderBy(desc(expiresAt))
    .limit(1);
  return row && { ...row, again: true };
}

async function begin(
  tx: Database,
  { sealer, world }: Pick<Desk, 'sealer' | 'world'>,
  subject: Case,
  person: Person,
  { reason, words }: Reveal,
): Promise<Lasting | Refusal> {
  if (reason === undefined) return refuse('reveal-reason');
  const key = await caseKey(tx, sealer, subject.id);
  const department = world().departments.get(person.departmentId ?? '');
  const [row] = await tx
    .insert(contactRevealTable)
    .values({
      ...{ id: randomUUID(), caseId: subject.id, personId: person.id, reason },
      departmentId: person.departmentId,
      areaCode: department?.areaCode ?? officeOf(person, subject),
      words: key && words !== undefined ? sealer.seal(key, words) : null,
      expiresAt: sql`clock_timestamp() + ${sql.raw(`interval '${REVEAL_MS} milliseconds'`)}` as never,
    })
    .returning({ id: contactRevealTable.id, expiresAt: contactRevealTable.expiresAt });
  if (!row) throw new Error('a row was inserted and not answered');
  return { ...row, reason, remainingMs: REVEAL_MS, again: false };
}

/** The area for which somebody of the office sees the case. */
const officeOf = ({ areas }: Person, { place }: Case): string =>
  areas.find((prefix) => within(place.areaCode, prefix)) ?? place.areaCode;
