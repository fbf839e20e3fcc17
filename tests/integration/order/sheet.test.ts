import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import type { CaseFile } from '#server/case/file.ts';
import type { OrderSheet, Verification } from '#server/order/evidence.ts';
import { startApp, type RunningApp } from '../../support/running-app.ts';

const WORDS = '王大妈说三单元楼下的垃圾两天没人收';
const report = {
  ...{ channel: 'wechat', words: WORDS, point: STORY_PLACES.xiuxin, mode: 'named' },
  contact: { name: '王桂兰', phone: '13912345678' },
};
const requirement = '一小时内清运并拍照，联系电话 13812345678。';
const recipients = [{ departmentId: '440310005-municipal', part: 'lead' }];
const MINUTE = 60_000;

describe('the sheet of an order', () => {
  let app: RunningApp;
  beforeAll(async () => (app = await startApp()));
  afterAll(() => app.stop());

  /** An order that was issued and signed for late. */
  async function issued(): Promise<{ caseId: string; number: string }> {
    const { caseId } = await app.act(null, 'case.report', report);
    await app.act('ps-dispatch-1', 'case.accept', { matterCode: 'municipal.garbage-overflow' }, { caseId });
    const draft = { recipients, onSiteWithinMin: 45, requirement };
    await app.act('ps-worker-xiuxin', 'order.draft', draft, { caseId });
    const order = (await fileOf(caseId)).case.orders[0];
    const { status } = await app.act(
      'ps-secretary-xiuxin',
      'order.approve',
      { orderId: order?.id },
      { caseId },
    );
    expect(status).toBe(200);
    return { caseId, number: order?.number ?? '' };
  }
  const fileOf = async (caseId: string): Promise<CaseFile> =>
    (await (await app.get(`/api/v1/cases/${caseId}`, 'ps-dispatch-1')).json()) as CaseFile;
  const sheetOf = async (number: string, username = 'ps-dispatch-1') => {
    const response = await app.get(`/api/v1/orders/${number}`, username);
    return { status: response.status, text: await response.text() };
  };
  const read = async (number: string): Promise<OrderSheet> =>
    JSON.parse((await sheetOf(number)).text) as OrderSheet;
  const verify = async (number: string, version: number, digest: string): Promise<Verification> => {
    const query = new URLSearchParams({ version: String(version), digest });
    const response = await app.get(`/api/v1/orders/${number}/evidence?${query}`, 'ps-dispatch-1');
    return (await response.json()) as Verification;
  };

  it('is complete: what was ordered, by which offices, what became of the clocks, and every fact', async () => {
    const { caseId, number } = await issued();
    await app.forward(12 * MINUTE);
    const { case: subject } = await fileOf(caseId);
    const assignmentId = subject.assignments[0]?.id;
    await app.act('ps-officer-kengzi-municipal', 'assignment.sign', { assignmentId }, { caseId });
    const sheet = await read(number);
    const file = await fileOf(caseId);
    expect(sheet).toMatchObject({
      ...{ number, caseNumber: file.case.number, version: file.case.version, urgency: file.case.urgency },
      ...{ matterCode: 'municipal.garbage-overflow', meeting: null },
      order: { areaCode: file.case.place.areaCode, onSiteWithinMin: 45, byDeputy: false, state: 'responded' },
      place: { label: file.case.place.label },
      requirement: '一小时内清运并拍照，联系电话 ＊＊＊。',
      recipients: [{ departmentId: '440310005-municipal', part: 'lead' }],
    });
    expect(sheet.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(sheet.recipients[0]?.clocks.map(({ clock, result }) => `${clock} ${result}`)).toEqual([
      'sign late',
      'contact running',
      'arrive running',
      'resolve running',
    ]);
    const shown = sheet.lines.map(({ type }) => type);
    expect(shown.slice(0, 2)).toEqual(['order.drafted', 'order.issued']);
    expect(shown).toContain('timer.breached');
    expect(shown).toContain('supervision.opened');
    expect(shown).toContain('assignment.signed');
    expect(sheet.lines[0]).toMatchObject({ by: 'person', role: 'worker' });
    expect(sheet.lines[1]).toMatchObject({ by: 'person', role: 'secretary' });
  });

  it('names no resident and none of the staff, and repeats nobody’s words', async () => {
    const { caseId, number } = await issued();
    const { text } = await sheetOf(number);
    const { people } = await fileOf(caseId);
    for (const one of [
      WORDS,
      '王',
      '13912345678',
      '13812345678',
      ...Object.keys(people),
      ...Object.values(people),
    ]) {
      expect(text.includes(one), one).toBe(false);
    }
  });

  it('is verified by its version and digest as they are printed, also after the case went on', async () => {
    const { caseId, number } = await issued();
    const { version, digest } = await read(number);
    const record = { kind: 'note', text: '已电话核实。' };
    await app.act('ps-dispatch-1', 'case.record', record, { caseId });
    const printed = (digest.toUpperCase().match(/.{4}/g) ?? []).join(' ');
    expect(await verify(number, version, printed)).toEqual({ holds: true, version, digest });
    const later = await verify(number, version + 1, digest);
    expect(later.holds).toBe(false);
    expect(later.digest).not.toBe(digest);
    expect(await verify(number, version + 100, digest)).toEqual({
      holds: false,
      version: version + 100,
      digest: null,
    });
  });

  it('fails the check where somebody changed or removed a fact in the database', async () => {
    const { caseId, number } = await issued();
    const { version, digest } = await read(number);
    // The log is append-only; whoever administers the database can put that aside.
    const change = (to: string) =>
      app.pool.raw.query(`alter table event disable trigger user;
        update event set body = jsonb_set(body, '{body,channel}', '"${to}"')
          where case_id = '${caseId}' and version = 1;
        alter table event enable trigger user`);
    await change('letter');
    expect((await verify(number, version, digest)).holds).toBe(false);
    await change('wechat');
    expect((await verify(number, version, digest)).holds).toBe(true);
    await app.pool.raw.query(`alter table event disable trigger user;
      delete from event where case_id = '${caseId}' and version = 2;
      alter table event enable trigger user`);
    expect((await verify(number, version, digest)).holds).toBe(false);
  });

  it('does not exist for another district, and is no business of an administrator', async () => {
    const { number } = await issued();
    expect(await sheetOf(number, 'lh-dispatch-1')).toMatchObject({ status: 404 });
    expect((await app.get(`/api/v1/orders/${number}/evidence?version=1&digest=${'0'.repeat(64)}`, 'lh-dispatch-1')).status).toBe(404); // prettier-ignore
    expect(await sheetOf('PS-L210813-999')).toMatchObject({ status: 404 });
    expect(await sheetOf(number, 'ps-officer-kengzi-municipal')).toMatchObject({ status: 200 });
    expect((await app.get(`/api/v1/orders/${number}`)).status).toBe(401);
  });

  it('finds the case by an index, not by reading the log', async () => {
    const plan = await app.pool.raw.query(`explain select case_id from event
      where type = 'order.drafted' and body -> 'body' ->> 'number' = 'PS-L210813-001'`);
    expect(JSON.stringify(plan.rows)).toContain('event_order');
  });
});
