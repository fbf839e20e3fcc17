import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isHeld } from '#domain/assignment/assignment.ts';
import type { Case } from '#domain/case/case.ts';
import { userTable } from '#server/access/table.ts';
import { eventTable } from '#server/audit/table.ts';
import { caseTable } from '#server/case/table.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { QUOTAS, type Quota, type QuotaName } from '#server/quota/quotas.ts';
import { startApp, type Answer, type RunningApp } from '../../support/running-app.ts';
import { SEED } from '../../support/soak.ts';

const FIRST = 'ps-dispatch-1';
const SECOND = 'ps-dispatch-2';
const OFFICER = 'ps-officer-kengzi-municipal';
const MUNICIPAL = '440310005-municipal';
const STABILITY = '440310005-stability';
const ENFORCEMENT = '440310005-enforcement';
const ROUNDS = 200;
const report = { channel: 'wechat', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin };

describe('of several who act on one case at once', () => {
  let app: RunningApp;
  const names = new Map<string, string>();
  beforeAll(async () => {
    const boundless = Object.fromEntries(
      Object.entries(QUOTAS).map(([name, quota]) => [name, { ...quota, times: 1_000_000, shared: false }]),
    ) as unknown as Record<QuotaName, Quota>;
    app = await startApp(undefined, undefined, {}, boundless);
    for (const username of [FIRST, SECOND, OFFICER]) {
      const [row] = await app.pool.db.select().from(userTable).where(eq(userTable.username, username));
      names.set(username, row!.name);
      await app.signIn(username);
    }
  });
  afterAll(() => app.stop());

  const dispatched = async (): Promise<{ subject: Case; duty: string }> => {
    const { caseId } = await app.act(null, 'case.report', report);
    await app.act(FIRST, 'case.accept', { matterCode: 'municipal.garbage-overflow' }, { caseId });
    const recipients = [{ departmentId: MUNICIPAL, part: 'lead' }];
    await app.act(FIRST, 'case.dispatch', { recipients }, { caseId });
    const subject = await caseOf(caseId);
    return { subject, duty: subject.assignments[0]!.id };
  };
  const caseOf = async (id: string): Promise<Case> => {
    const [row] = await app.pool.db.select().from(caseTable).where(eq(caseTable.id, id));
    return row!.body;
  };

  /** One of three: both dispatchers saw the same version, the officer signs from a phone that sends none. */
  const acts = {
    first: ({ subject, duty }: Awaited<ReturnType<typeof dispatched>>) =>
      app.act(
        FIRST,
        'assignment.reassign',
        { assignmentId: duty, departmentId: STABILITY, reason: 'not-ours' },
        { caseId: subject.id, expectedVersion: subject.version },
      ),
    second: ({ subject, duty }: Awaited<ReturnType<typeof dispatched>>) =>
      app.act(
        SECOND,
        'assignment.reassign',
        { assignmentId: duty, departmentId: ENFORCEMENT, reason: 'load' },
        { caseId: subject.id, expectedVersion: subject.version },
      ),
    signs: ({ subject, duty }: Awaited<ReturnType<typeof dispatched>>) =>
      app.act(OFFICER, 'assignment.sign', { assignmentId: duty }, { caseId: subject.id }),
  };
  const WHO = { first: FIRST, second: SECOND, signs: OFFICER };
  const DID = { first: 'assignment.reassign', second: 'assignment.reassign', signs: 'assignment.sign' };
  const ENDS = { first: STABILITY, second: ENFORCEMENT, signs: MUNICIPAL };
  type Racer = keyof typeof acts;

  it(`exactly one wins, and the others are told who, with what and when: ${ROUNDS} races`, async () => {
    const won = { first: 0, second: 0, signs: 0 };
    const race = fc.asyncProperty(
      fc.shuffledSubarray<Racer>(['first', 'second', 'signs'], { minLength: 3 }),
      async (order) => {
        const given = await dispatched();
        const answers = await Promise.all(
          order.map(async (name): Promise<[Racer, Answer]> => [name, await acts[name](given)]),
        );
        const winners = answers.filter(([, { status }]) => status === 200);
        expect(winners).toHaveLength(1);
        const [[winner]] = winners as [[Racer, Answer]];
        won[winner] += 1;
        const after = await caseOf(given.subject.id);
        expect(after.assignments.filter(isHeld).map((one) => one.departmentId)).toEqual([ENDS[winner]]);
        const log = await app.pool.db.select().from(eventTable).where(eq(eventTable.caseId, after.id));
        const { at } = log.find(({ version }) => version === after.actedVersion)!;
        for (const [name, answer] of answers) {
          if (name === winner) continue;
          expect(answer.refused).toBe(name === 'signs' ? 'not-held' : 'stale');
          expect(answer.details).toMatchObject({ who: names.get(WHO[winner]), did: DID[winner], at });
          expect(answer.zh).toContain(names.get(WHO[winner])!);
        }
      },
    );
    await fc.assert(race, { numRuns: ROUNDS, seed: SEED, endOnFailure: true });
    console.info(`races of seed ${SEED}: won by ${JSON.stringify(won)} of ${ROUNDS}`);
  }, 600_000);

  it('an undo and a signature leave one of two ends, and the loser knows why', async () => {
    const given = await dispatched();
    const { version } = await acts.first(given);
    const caseId = given.subject.id;
    const taken = (await caseOf(caseId)).assignments[1]!.id;
    const [undone, signed] = await Promise.all([
      app.act(FIRST, 'assignment.restore', { assignmentId: taken }, { caseId, expectedVersion: version }),
      app.act('ps-officer-kengzi-stability', 'assignment.sign', { assignmentId: taken }, { caseId }),
    ]);
    expect([undone.status === 200, signed.status === 200].filter(Boolean)).toHaveLength(1);
    const loser = undone.status === 200 ? signed : undone;
    expect(loser.details['who']).toBeTypeOf('string');
  });

  it('a department that the case is about learns nothing by naming a duty it had', async () => {
    const { subject, duty } = await dispatched();
    await app.act(FIRST, 'case.exclude', { departmentId: MUNICIPAL }, { caseId: subject.id });
    const answer = await app.act(OFFICER, 'assignment.sign', { assignmentId: duty }, { caseId: subject.id });
    expect(answer).toMatchObject({ status: 404, refused: 'not-found', details: {} });
  });
});
