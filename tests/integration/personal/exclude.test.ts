import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '#domain/board/board.ts';
import { inViewSql } from '#server/feed/snapshot.ts';
import { caseTable } from '#server/case/table.ts';
import { held, MATTER, MUNICIPAL, OFFICER, read, reported } from '../../support/personal.ts';
import { eventually, startApp, type RunningApp } from '../../support/running-app.ts';

const STABILITY = '440310005-stability';
const view = { areas: [], departments: [MUNICIPAL] };

describe('the department that a case is about', () => {
  let app: RunningApp;
  beforeAll(async () => (app = await startApp()));
  afterAll(() => app.stop());

  const exclude = (caseId: string, departmentId: string | null, username = 'ps-dispatch-1') =>
    app.act(username, 'case.exclude', { departmentId }, { caseId });
  const inView = async (): Promise<string[]> =>
    (await app.pool.db.select({ id: caseTable.id }).from(caseTable).where(inViewSql(view))).map(
      ({ id }) => id,
    );

  it('is named in the report, which is confidential then, and in the column that others look for', async () => {
    const { caseId } = await reported(app, { excludedDepartmentId: MUNICIPAL });
    const { case: subject } = (await read(app, `/cases/${caseId}`, 'ps-dispatch-1')) as {
      case: { mode: string; excludedDepartmentId: string; reviewDue: boolean };
    };
    expect(subject).toMatchObject({ mode: 'confidential', excludedDepartmentId: MUNICIPAL, reviewDue: true });
    const { rows } = await app.pool.raw.query(
      'select excluded_department_id as id from "case" where id = $1',
      [caseId],
    );
    expect(rows).toEqual([{ id: MUNICIPAL }]);
  });

  it('is not given it, with a sentence that says why, and is not suggested', async () => {
    const { caseId } = await reported(app, { excludedDepartmentId: MUNICIPAL });
    await app.act('ps-dispatch-1', 'case.accept', { matterCode: MATTER }, { caseId });
    const recipients = [{ departmentId: MUNICIPAL, part: 'lead' }];
    const refused = await app.act('ps-dispatch-1', 'case.dispatch', { recipients }, { caseId });
    expect(refused).toMatchObject({ status: 409, refused: 'excluded-department' });
    expect(refused.zh).toContain('坑梓');
    const suggested = (await read(app, `/cases/${caseId}/departments`, 'ps-dispatch-1')) as {
      candidates: { departmentId: string }[];
    };
    expect(suggested.candidates.map((one) => one.departmentId)).not.toContain(MUNICIPAL);
    expect(suggested.candidates.length).toBeGreaterThan(0);
    const order = await app.act('ps-secretary-xiuxin', 'order.draft', { recipients }, { caseId });
    expect(order.refused).toBe('one-level-up');
  });

  it('loses sight of it when it becomes known: the file, the log, the search, the pictures, the orders', async () => {
    const { caseId } = await held(app, { words: '水管井盖响声扰民很久了' });
    await app.act(OFFICER, 'case.record', { kind: 'call', text: '群众说井盖一直响。' }, { caseId });
    const searched = async (): Promise<unknown[]> =>
      (await read(app, `/search?q=${encodeURIComponent('井盖')}`, OFFICER))['hits'] as unknown[];
    expect(await searched()).toHaveLength(1);
    expect(await inView()).toContain(caseId);
    expect((await exclude(caseId, MUNICIPAL)).status).toBe(200);
    for (const path of ['', '/clocks', '/media', '/similar']) {
      expect((await app.get(`/api/v1/cases/${caseId}${path}`, OFFICER)).status, path).toBe(404);
    }
    expect(await searched()).toEqual([]);
    expect(await inView()).not.toContain(caseId);
    const late = await app.act(OFFICER, 'case.record', { kind: 'note', text: '补记。' }, { caseId });
    expect(late).toMatchObject({ status: 404, refused: 'not-found' });
  });

  it('is told by the feed that the case is gone, and nothing else; other screens go on', async () => {
    const { caseId } = await held(app);
    const socket = await app.connect(OFFICER, view);
    const frames: string[] = [];
    const changes: Change[] = [];
    const started = new Promise<void>((resolve) => socket.on('snapshot', () => resolve()));
    socket.on('batch', (batch) => {
      frames.push(JSON.stringify(batch));
      changes.push(...batch.changes);
    });
    socket.connect();
    await started;
    await exclude(caseId, MUNICIPAL);
    await app.act('ps-dispatch-1', 'case.record', { kind: 'note', text: '转由综治办处理。' }, { caseId });
    const recipients = [{ departmentId: STABILITY, part: 'lead' }];
    expect((await app.act('ps-dispatch-1', 'case.dispatch', { recipients }, { caseId })).status).toBe(200);
    const last = await eventually(() => changes.findLast((one) => one.kind === 'leave'));
    expect(last).toMatchObject({ kind: 'leave', caseId });
    // A frame for another department's case proves that the room still hears; this case is not in it.
    const other = await held(app);
    await eventually(() => frames.some((frame) => frame.includes(other.caseId)));
    const told = changes.filter((one) => one.kind !== 'leave' && one.event.caseId === caseId);
    expect(told).toEqual([]);
    socket.disconnect();
  });

  it('gets it back when it was a mistake, with the case itself', async () => {
    const { caseId } = await held(app);
    await exclude(caseId, STABILITY);
    await exclude(caseId, null);
    expect((await app.get(`/api/v1/cases/${caseId}`, OFFICER)).status).toBe(200);
  });

  it('is not asked again at a redo, and no worker of the community says that its result is good', async () => {
    const { caseId } = await held(app);
    await app.act(OFFICER, 'case.resolve', { outcome: '已处理。' }, { caseId });
    await exclude(caseId, MUNICIPAL, 'ps-worker-xiuxin');
    expect((await app.act('ps-worker-xiuxin', 'case.confirm', {}, { caseId })).refused).toBe('one-level-up');
    await app.act('ps-dispatch-1', 'case.redo', {}, { caseId });
    const { case: subject } = (await read(app, `/cases/${caseId}`, 'ps-dispatch-1')) as {
      case: { assignments: { doneAt: number | null; endedAt: number | null }[] };
    };
    expect(subject.assignments.filter((one) => one.doneAt === null && one.endedAt === null)).toEqual([]);
  });
});
