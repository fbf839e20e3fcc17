import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Sealer } from '#server/access/seal.ts';
import { caseTable } from '#server/case/table.ts';
import { addPartner } from '#server/demo/load.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { startApp, TEST_SECRET, type RunningApp } from '../../support/running-app.ts';
import { formOf, Partner, type Row } from './georeport/partner.ts';

const { lat, lon } = STORY_PLACES.xiuxin;
const matterCode = 'municipal.garbage-overflow';
const garbage = { service_code: matterCode, lat: String(lat), long: String(lon), description: '满了两天' };
const MINUTE = 60_000;

describe('updates of service requests', () => {
  let app: RunningApp;
  let partner: Partner;
  let number = '';
  let caseId = '';
  const updates = (query: Row = {}): Promise<Row[]> => partner.list('v2/servicerequestupdates', query);

  beforeAll(async () => {
    app = await startApp();
    partner = new Partner(app, await addPartner(app.pool.db, new Sealer(TEST_SECRET), '测试平台'));
    number = await partner.send(garbage);
    const [row] = await app.pool.db.select().from(caseTable).where(eq(caseTable.number, number));
    caseId = row?.id ?? '';
    await app.forward(MINUTE);
    await app.act('ps-dispatch-1', 'case.accept', { matterCode }, { caseId });
    const recipients = [{ departmentId: '440310005-municipal', part: 'lead' }];
    await app.act('ps-dispatch-1', 'case.dispatch', { recipients }, { caseId });
    await app.forward(MINUTE);
    const officer = 'ps-officer-kengzi-municipal';
    const [sent] = await app.pool.db.select().from(caseTable).where(eq(caseTable.number, number));
    const assignmentId = sent?.body.assignments[0]?.id;
    await app.act(officer, 'assignment.sign', { assignmentId }, { caseId });
    const outcome = '已清走，放回四个分类桶，联系人李四 13900139000';
    const resolved = await app.act(officer, 'case.resolve', { outcome }, { caseId });
    expect(resolved.status).toBe(200);
  });
  afterAll(() => app.stop());

  it('tell each step with the status after it, the oldest first, and no word of anybody', async () => {
    const told = await updates();
    expect(told.map((update) => update['status'])).toEqual(['open', 'open', 'open', 'closed']);
    expect(told.map((update) => update['service_request_id'])).toEqual([number, number, number, number]);
    expect(new Set(told.map((update) => update['update_id'])).size).toBe(4);
    expect(told.at(-1)?.['description']).toMatch(/^已化解：/);
    for (const secret of ['满了两天', '李四', '13900139000'])
      expect(JSON.stringify(told)).not.toContain(secret);
    expect(await partner.list('v2/requests')).toMatchObject([
      { status: 'closed', updated_datetime: told.at(-1)?.['updated_datetime'] },
    ]);
  });

  it('go on from the last one seen, and are read page by page', async () => {
    const told = await updates();
    const since = await updates({ start_date: told.at(-1)?.['updated_datetime'] });
    expect(since).toEqual([told.at(-1)]);
    expect(await updates({ page_size: 2, page: 2 })).toEqual(told.slice(2));
    await partner.read('errors', 'v2/servicerequestupdates', { start_date: 'yesterday' }, 400);
  });

  it('name no other case when a request is merged', async () => {
    const merged = await partner.send(garbage);
    const resident = await app.act(null, 'case.report', {
      ...{ channel: 'web', words: '垃圾', point: STORY_PLACES.xiuxin },
    });
    const [row] = await app.pool.db.select().from(caseTable).where(eq(caseTable.number, merged));
    await app.act('ps-dispatch-1', 'case.merge', { intoId: resident.caseId }, { caseId: row?.id ?? '' });
    const told = await updates({ service_request_id: merged });
    expect(told.at(-1)).toMatchObject({ status: 'closed' });
    expect(told.at(-1)?.['description']).toContain('已并入另一件诉求');
    expect(JSON.stringify(told)).not.toContain(resident.number);
  });

  it('are not taken from a partner, whose residents have their receipt code for that', async () => {
    const post = (fields: Record<string, string>) => ({ method: 'POST', body: formOf(fields) });
    const update = { service_request_id: number, status: 'OPEN', description: '还没收' };
    const path = 'v2/servicerequestupdates.xml';
    await partner.ask('xml', 'errors', path, 403, post(update));
    const [error] = (await partner.ask(
      'xml',
      'errors',
      path,
      403,
      post({ ...update, api_key: partner.key }),
    )) as Row[];
    expect(error?.['description']).toContain('not-allowed');
  });
});
