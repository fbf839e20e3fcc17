import { eq } from 'drizzle-orm';
import type { Case, Stamps } from '#domain/case/case.ts';
import { redactPerson } from '#domain/case/redact.ts';
import { nextTimer } from '#domain/timer/timer.ts';
import type { Sealer } from '#server/access/seal.ts';
import { findCase } from '#server/case/file.ts';
import { nameIn, openSealed } from '#server/case/sealed.ts';
import { receiptTable } from '#server/case/table.ts';
import { shownOf, type Shown } from '#server/contact/shown.ts';
import type { Database } from '#server/db/pool.ts';
import { reachAlso } from '#server/db/scope.ts';

/** What a resident sees behind the receipt code: the five stamps, who works on it, what was done. */
export interface Tracked extends Stamps {
  caseId: string;
  number: string;
  version: number;
  state: string;
  channel: string;
  label: string;
  areaCode: string;
  matterCode: string | null;
  departmentIds: string[];
  /** When the next step is due, and which clock says so. */
  next: { clock: string; dueAt: number } | null;
  outcome: string | null;
  /** 答复: what the offices have written to the resident, the newest first. */
  replies: { at: number; text: string }[];
  stars: number | null;
  /** 您的联系方式被查看的记录: when, which office, why. */
  shown: Shown[];
}

/** The case behind a receipt code, or undefined; the code is compared by its keyed hash only. */
export async function caseIdOf(db: Database, sealer: Sealer, code: string): Promise<string | undefined> {
  const codeHash = sealer.hash(code.trim().toUpperCase());
  const [row] = await db.select().from(receiptTable).where(eq(receiptTable.codeHash, codeHash));
  return row?.caseId;
}

/** What stands behind a receipt code, in a transaction of its own. */
export async function readTracked(
  db: Database,
  sealer: Sealer,
  caseId: string,
): Promise<Tracked | undefined> {
  // The code itself is the right to its case, whoever shows it.
  await reachAlso(db, caseId);
  const own = await findCase(db, caseId);
  if (!own) return undefined;
  const subject = await leadingCase(db, own);
  const sealed = await openSealed(db, sealer, subject.id);
  const shown = await shownOf(db, own.id);
  // A reply is meant for whoever reported this very case, also where another one leads.
  const written = subject.id === own.id ? sealed : await openSealed(db, sealer, own.id);
  const outcomes = [...sealed.keys()].filter((ref) => ref.startsWith('outcome:')).sort(byVersion);
  const last = outcomes.at(-1);
  const next = nextTimer(subject.timers);
  const { state, matterCode } = subject;
  const { number, version, channel, stars, discoveredAt } = own;
  const { acceptedAt, resolvedAt, confirmedAt, fedBackAt } = subject;
  return {
    ...{ caseId, number, version, state, channel, matterCode, stars },
    ...{ discoveredAt, acceptedAt, resolvedAt, confirmedAt, fedBackAt },
    shown,
    label: subject.place.label,
    areaCode: subject.place.areaCode,
    departmentIds: [
      ...new Set(subject.assignments.filter((one) => one.endedAt === null).map((one) => one.departmentId)),
    ],
    next: next ? { clock: next.clock, dueAt: next.dueAt } : null,
    replies: own.records.toReversed().flatMap(({ id, kind, at }) => {
      const text = kind === 'reply' ? written.get(id) : undefined;
      return typeof text === 'string' ? [{ at, text: redactPerson(text, nameIn(written)) }] : [];
    }),
    outcome:
      resolvedAt !== null && last !== undefined
        ? redactPerson(sealed.get(last) as string, nameIn(sealed))
        : null,
  };
}

/** The case that a merged one is handled with, through every merge; what a resident follows is that one's life. */
async function leadingCase(db: Database, own: Case): Promise<Case> {
  let subject = own;
  while (subject.mergedInto) {
    await reachAlso(db, subject.mergedInto.caseId);
    const next = await findCase(db, subject.mergedInto.caseId);
    if (!next) break;
    subject = next;
  }
  return subject;
}

const byVersion = (a: string, b: string): number => Number(a.split(':')[1]) - Number(b.split(':')[1]);
