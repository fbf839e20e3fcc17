import { eq, isNotNull } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '#domain/case/case.ts';
import { commandTable, eventTable } from '#server/audit/table.ts';
import { caseTable } from '#server/case/table.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { startApp, type RunningApp } from '../../support/running-app.ts';

const report = { channel: 'wechat', words: '东二三巷的垃圾桶满了两天', point: STORY_PLACES.xiuxin };
const municipal = { departmentId: '440310005-municipal', part: 'lead' };

describe('the one write path', () => {
  let app: RunningApp;
  beforeAll(async () => (app = await startApp()));
  afterAll(() => app.stop());

  /** What commands have written; a timer may fire beside them at any moment. */
  const rows = async (): Promise<number[]> => [
    await app.pool.db.$count(eventTable, isNotNull(eventTable.commandId)),
    await app.pool.db.$count(caseTable),
    await app.pool.db.$count(commandTable),
  ];
  const caseOf = async (id: string): Promise<Case> => {
    const [row] = await app.pool.db.select().from(caseTable).where(eq(caseTable.id, id));
    if (!row) throw new Error(`no case ${id}`);
    return row.body;
  };
  const accepted = async (): Promise<{ caseId: string; version: number }> => {
    const { caseId } = await app.act(null, 'case.report', report);
    return app.act('ps-dispatch-1', 'case.accept', { matterCode: 'municipal.garbage-overflow' }, { caseId });
  };

  it('answers a repeated command with the first result and does nothing twice', async () => {
    const id = randomUUID();
    const first = await app.act(null, 'case.report', report, { id });
    const before = await rows();
    const again = await app.act(null, 'case.report', report, { id });
    expect(again).toEqual(first);
    expect(await rows()).toEqual(before);
  });

  it('writes both cases of a merge, and the feed tells of the one that goes on first', async () => {
    const [gone, stays] = [await accepted(), await accepted()];
    const id = randomUUID();
    const body = { intoId: stays.caseId };
    expect(await app.act('ps-dispatch-1', 'case.merge', body, { id, caseId: gone.caseId })).toMatchObject({
      caseId: gone.caseId,
      events: ['case.merged'],
    });
    expect((await caseOf(gone.caseId)).mergedInto).toMatchObject({ caseId: stays.caseId });
    expect((await caseOf(stays.caseId)).absorbed).toMatchObject([{ caseId: gone.caseId }]);
    const { rows: told } = await app.pool.raw.query<{ case_id: string; type: string }>(
      'select case_id, type from feed join event using (eid) where command_id = $1 order by seq',
      [id],
    );
    expect(told).toEqual([
      { case_id: stays.caseId, type: 'case.absorbed' },
      { case_id: gone.caseId, type: 'case.merged' },
    ]);
  });

  it('keeps the receipt code for the resident alone: in no table in clear, and in no file of the staff', async () => {
    const { caseId, receipt } = await app.act(null, 'case.report', report);
    const tables = ['command', 'case', 'event', 'receipt', 'sealed'];
    const rows = await Promise.all(tables.map((name) => app.pool.raw.query(`select * from "${name}"`)));
    expect(JSON.stringify(rows.map((one) => one.rows))).not.toContain(receipt);
    const file = await (await app.get(`/api/v1/cases/${caseId}`, 'ps-dispatch-1')).text();
    expect(file).toContain(caseId);
    expect(file).not.toContain(receipt);
    expect(((await (await app.get(`/api/v1/track/${receipt}`)).json()) as { caseId: string }).caseId).toBe(
      caseId,
    );
  });

  it('refuses another body under the same command id, and keeps the first', async () => {
    const id = randomUUID();
    await app.act(null, 'case.report', report, { id });
    const before = await rows();
    const other = await app.act(null, 'case.report', { ...report, words: '另一件事' }, { id });
    expect(other).toMatchObject({ status: 409, refused: 'command-reused' });
    expect(await rows()).toEqual(before);
  });

  it('lets ten equal commands at once do their work once', async () => {
    const id = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => app.act(null, 'case.report', report, { id })),
    );
    expect(new Set(answers.map((answer) => answer.caseId)).size).toBe(1);
    const events = await app.pool.db.select().from(eventTable).where(eq(eventTable.commandId, id));
    expect(events).toHaveLength(1);
  });

  it('gives a race of two signatures one winner and tells the other why', async () => {
    const { caseId } = await accepted();
    await app.act('ps-dispatch-1', 'case.dispatch', { recipients: [municipal] }, { caseId });
    const assignmentId = (await caseOf(caseId)).assignments[0]?.id;
    const race = await Promise.all(
      [1, 2].map(() =>
        app.act('ps-officer-kengzi-municipal', 'assignment.sign', { assignmentId }, { caseId }),
      ),
    );
    expect(race.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(race.find((answer) => answer.status === 409)?.refused).toBe('already-signed');
  });

  it('refuses an act on a state that somebody changed meanwhile', async () => {
    const { caseId, version } = await accepted();
    await app.act('ps-dispatch-1', 'case.dispatch', { recipients: [municipal] }, { caseId });
    const stale = await app.act('ps-dispatch-2', 'case.guide', {}, { caseId, expectedVersion: version });
    expect(stale).toMatchObject({ status: 412, refused: 'stale' });
  });

  it('does not call an act stale because a timer fired meanwhile', async () => {
    const { caseId } = await app.act(null, 'case.report', report);
    await app.forward(21 * 60_000);
    const answer = await app.act(
      'ps-dispatch-1',
      'case.accept',
      { matterCode: 'municipal.garbage-overflow' },
      { caseId, expectedVersion: 1 },
    );
    expect(answer.status).toBe(200);
  });

  it.each([
    ['a point in the sea', { ...report, point: { lat: 22.45, lon: 114.6 } }, 422, 'outside-area'],
    ['a point in Beijing', { ...report, point: { lat: 39.9, lon: 116.4 } }, 422, 'outside-area'],
    ['a missing matter', { ...report, matterCode: 'municipal.nothing' }, 422, 'unknown-matter'],
    ['an unknown channel', { ...report, channel: 'pigeon' }, 400, 'bad-input'],
    ['no words', { ...report, words: '   ' }, 400, 'bad-input'],
    ['words longer than 4,000 characters', { ...report, words: '长'.repeat(4001) }, 400, 'bad-input'],
    ['a field that nobody knows', { ...report, score: 7 }, 400, 'bad-input'],
    ['a latitude that is none', { ...report, point: { lat: 'x', lon: 114 } }, 400, 'bad-input'],
  ])('refuses %s with a clear sentence and writes nothing', async (_what, body, status, refused) => {
    const before = await rows();
    const answer = await app.act(null, 'case.report', body);
    expect(answer).toMatchObject({ status, refused });
    expect(answer.zh).toMatch(/。$/);
    expect(await rows()).toEqual(before);
  });

  it('refuses a text of one megabyte before reading it', async () => {
    const before = await rows();
    const answer = await app.act(null, 'case.report', { ...report, words: 'x'.repeat(1024 * 1024) });
    expect(answer).toMatchObject({ status: 413, refused: 'too-large' });
    expect(await rows()).toEqual(before);
  });

  it('refuses what is not JSON at all', async () => {
    const response = await fetch(`${app.origin}/api/v1/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: app.origin },
      body: '{"id":',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ refused: 'bad-input' });
  });

  it('answers a case outside of the jurisdiction as if it did not exist', async () => {
    const { caseId } = await accepted();
    const foreign = await app.act('lh-dispatch-1', 'case.guide', {}, { caseId });
    const nothing = await app.act('lh-dispatch-1', 'case.guide', {}, { caseId: randomUUID() });
    expect(foreign).toEqual(nothing);
    expect(foreign).toMatchObject({ status: 404, refused: 'not-found' });
  });

  it('does not let a dispatcher register what lies in another district', async () => {
    const answer = await app.act('lh-dispatch-1', 'case.report', report);
    expect(answer).toMatchObject({ status: 403, refused: 'outside-jurisdiction' });
  });

  it('asks somebody without a session to sign in before acting on a case', async () => {
    const { caseId } = await accepted();
    const answer = await app.act(null, 'case.guide', {}, { caseId });
    expect(answer).toMatchObject({ status: 401, refused: 'not-signed-in' });
  });

  it('refuses a change that comes from a page of somebody else', async () => {
    const answer = await app.act('ps-dispatch-1', 'case.report', report, {
      headers: { origin: 'https://evil.example' },
    });
    expect(answer).toMatchObject({ status: 403, refused: 'origin-refused' });
  });
});
