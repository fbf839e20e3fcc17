import { count, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '#domain/case/case.ts';
import { eventTable } from '#server/audit/table.ts';
import { caseTable } from '#server/case/table.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { effectTable, timerTable } from '#server/timer/table.ts';
import { startApp, type RunningApp } from '../../support/running-app.ts';

const MINUTE = 60_000;
const report = { channel: 'wechat', words: '垃圾桶满了', point: STORY_PLACES.xiuxin };
const municipal = { departmentId: '440310005-municipal', part: 'lead' };

describe("timers, by the database's clock", () => {
  let app: RunningApp;
  beforeAll(async () => (app = await startApp()));
  afterAll(() => app.stop());

  const caseOf = async (id: string): Promise<Case> => {
    const [row] = await app.pool.db.select().from(caseTable).where(eq(caseTable.id, id));
    if (!row) throw new Error(`no case ${id}`);
    return row.body;
  };
  const typesOf = async (id: string): Promise<string[]> =>
    (
      await app.pool.db.select().from(eventTable).where(eq(eventTable.caseId, id)).orderBy(eventTable.version)
    ).map((row) => row.type);
  const dispatched = async (): Promise<string> => {
    const { caseId } = await app.act(null, 'case.report', report);
    await app.act('ps-dispatch-1', 'case.accept', { matterCode: 'municipal.garbage-overflow' }, { caseId });
    await app.act('ps-dispatch-1', 'case.dispatch', { recipients: [municipal] }, { caseId });
    return caseId;
  };

  it('warns, breaches and escalates an acceptance that nobody gives, each step once, at its own minute', async () => {
    const { caseId } = await app.act(null, 'case.report', report);
    await app.forward(19 * MINUTE);
    expect(await typesOf(caseId)).toEqual(['case.reported']);
    await app.forward(MINUTE);
    expect(await typesOf(caseId)).toContain('timer.warned');
    await app.forward(10 * MINUTE);
    expect(await typesOf(caseId)).not.toContain('timer.breached');
    await app.forward(1);
    expect(await typesOf(caseId)).toContain('timer.breached');
    await app.forward(60 * MINUTE);
    await app.act('ps-dispatch-1', 'case.accept', { matterCode: 'municipal.garbage-overflow' }, { caseId });
    expect(await typesOf(caseId)).toEqual([
      'case.reported',
      'timer.warned',
      'timer.breached',
      ...Array(3).fill('timer.escalated'),
      'case.accepted',
    ]);
  });

  it('keeps both facts when a signature comes after the breach', async () => {
    const caseId = await dispatched();
    await app.forward(10 * MINUTE + 1);
    expect(await typesOf(caseId)).toContain('timer.breached');
    const assignmentId = (await caseOf(caseId)).assignments[0]?.id;
    await app.forward(2 * MINUTE);
    const signed = await app.act(
      'ps-officer-kengzi-municipal',
      'assignment.sign',
      { assignmentId },
      { caseId },
    );
    expect(signed.status).toBe(200);
    const sign = (await caseOf(caseId)).timers.find((timer) => timer.clock === 'sign');
    expect(sign?.redFiredAt).not.toBeNull();
    expect(sign?.stoppedAt).toBe((sign?.dueAt ?? 0) + 2 * MINUTE + 1);
  });

  it('asks the deputy when the secretary lets the approval run out, and only then lets the deputy decide', async () => {
    const { caseId } = await app.act(null, 'case.report', report);
    await app.act(
      'ps-worker-xiuxin',
      'case.accept',
      { matterCode: 'municipal.garbage-overflow' },
      { caseId },
    );
    await app.act('ps-worker-xiuxin', 'order.draft', { recipients: [municipal] }, { caseId });
    const orderId = (await caseOf(caseId)).orders[0]?.id;
    const early = await app.act('ps-deputy-xiuxin', 'order.approve', { orderId }, { caseId });
    expect(early.refused).toBe('not-your-order');
    await app.forward(10 * MINUTE + 1);
    expect(await typesOf(caseId)).toContain('order.referred');
    const late = await app.act('ps-deputy-xiuxin', 'order.approve', { orderId }, { caseId });
    expect(late.status).toBe(200);
  });

  it('fires hundreds that are due at once, once each, while signatures race with them', async () => {
    const cases = await Promise.all(Array.from({ length: 40 }, dispatched));
    await app.forward(9.5 * MINUTE);
    const states = await Promise.all(cases.map(caseOf));
    await Promise.all([
      app.forward(MINUTE),
      ...states.map((one) =>
        app.act(
          'ps-officer-kengzi-municipal',
          'assignment.sign',
          { assignmentId: one.assignments[0]?.id },
          { caseId: one.id },
        ),
      ),
    ]);
    for (const one of await Promise.all(cases.map(caseOf))) {
      expect(one.assignments[0]?.signedAt).not.toBeNull();
      const types = await typesOf(one.id);
      const breaches = types.filter((type) => type === 'timer.breached').length;
      expect(breaches).toBeLessThanOrEqual(1);
    }
    const [fired] = await app.pool.db
      .select({ n: count() })
      .from(timerTable)
      .where(eq(timerTable.state, 'fired'));
    const [effects] = await app.pool.db.select({ n: count() }).from(effectTable);
    expect(effects?.n).toBe(fired?.n);
  });
});
