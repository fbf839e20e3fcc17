import { randomUUID } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import * as v from 'valibot';
import type { Fact } from '#domain/audit/event.ts';
import type { Case } from '#domain/case/case.ts';
import { decide } from '#domain/case/decide.ts';
import type { Actor, Context } from '#domain/context.ts';
import { isRefusal, refuse, sentenceOf, type Refusal, type RefusalCode } from '#domain/refusal.ts';
import type { Limit } from '#domain/timer/limit.ts';
import { timerOf, type Clock } from '#domain/timer/timer.ts';
import { actorOf, mayReach, type Viewer } from '#server/access/actor.ts';
import { caseTable } from '#server/case/table.ts';
import { cityNow } from '#server/clock.ts';
import type { Desk } from '#server/command.ts';

export const FORESEE = v.strictObject({
  departmentId: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]{0,63}$/)),
  items: v.pipe(
    v.array(
      v.strictObject({
        caseId: v.pipe(v.string(), v.uuid()),
        assignmentId: v.pipe(v.string(), v.uuid()),
      }),
    ),
    v.minLength(1),
    v.maxLength(100),
  ),
});
type Asked = v.InferOutput<typeof FORESEE>;

/** A clock that would start anew: when the present holder's is or was due, and when the next one's would be. */
export interface ForeseenClock {
  clock: Clock;
  was: number | null;
  stoppedAt: number | null;
  due: number;
  limit: Limit;
}

/** What would become of one case. */
export interface Foreseen {
  caseId: string;
  /** Of the case that this was reckoned on. */
  version: number;
  clocks: ForeseenClock[];
  /** Why it would be refused now. */
  refused: RefusalCode | null;
  zh: string;
  en: string;
}

export interface Foresight {
  /** By the city's clock: a reassignment counts from its own instant. */
  asOf: number;
  items: Foreseen[];
}

/** Decides each reassignment as if it were asked for now, and tells what would follow. */
export async function foresee(
  desk: Desk,
  viewer: Viewer,
  { departmentId, items }: Asked,
): Promise<Foresight | Refusal> {
  const actor = actorOf(viewer);
  if (!actor) return refuse('not-allowed', { act: 'assignment.foresee' });
  const ids = items.map(({ caseId }) => caseId);
  const rows = await desk.db
    .select({ body: caseTable.body })
    .from(caseTable)
    .where(inArray(caseTable.id, ids));
  const reached = rows.filter(({ body }) => mayReach(viewer, body));
  if (reached.length === 0) return refuse('not-found');
  const cases = new Map(reached.map(({ body }) => [body.id, body]));
  const now = await cityNow(desk.db);
  const given = { now, actor, world: desk.world(), ...(await desk.rules(desk.db)) };
  return {
    asOf: now,
    items: items.map(({ caseId, assignmentId }) => {
      const subject = cases.get(caseId);
      if (!subject) return told(caseId, 0, refuse('not-found'));
      const facts = reassigned(subject, assignmentId, departmentId, given);
      if (isRefusal(facts)) return told(caseId, subject.version, facts);
      return { ...told(caseId, subject.version), clocks: clocksOf(subject, assignmentId, facts) };
    }),
  };
}

const reassigned = (
  subject: Case,
  assignmentId: string,
  departmentId: string,
  given: Omit<Context, 'caseId' | 'id' | 'number'> & { actor: Actor },
): Fact[] | Refusal =>
  decide(
    subject,
    { type: 'assignment.reassign', body: { assignmentId, departmentId, reason: 'load' } },
    { ...given, caseId: subject.id, id: randomUUID, number: '' },
  );

const clocksOf = (subject: Case, assignmentId: string, facts: readonly Fact[]): ForeseenClock[] =>
  facts
    .flatMap(({ armed }) => armed)
    .map(({ clock, dueAt, limit }) => {
      const old = timerOf(subject.timers, clock, assignmentId);
      return { clock, was: old?.dueAt ?? null, stoppedAt: old?.stoppedAt ?? null, due: dueAt, limit };
    });

const told = (caseId: string, version: number, refusal?: Refusal): Foreseen => ({
  ...{ caseId, version, clocks: [], refused: refusal?.refused ?? null },
  zh: refusal ? sentenceOf(refusal, 'zh') : '',
  en: refusal ? sentenceOf(refusal, 'en') : '',
});
