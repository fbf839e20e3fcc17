import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Sealer } from '#server/access/seal.ts';
import { addPartner } from '#server/demo/load.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { caseTable } from '#server/case/table.ts';
import { eq } from 'drizzle-orm';
import { startApp, TEST_SECRET, type RunningApp } from '../../support/running-app.ts';
import { Partner, type Row } from './georeport/partner.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = ({ lat, lon }: { lat: number; lon: number }) => ({ lat: String(lat), long: String(lon) });
const garbage = {
  service_code: 'municipal.garbage-overflow',
  ...at(STORY_PLACES.xiuxin),
  description: '满了',
};
const wages = { service_code: 'labour.unpaid-wages', ...at(STORY_PLACES.tongxin), description: '没发' };

describe('requests, by the filters of the specification', () => {
  let app: RunningApp;
  let partner: Partner;
  /** Sent in this order, 100 days, one hour and no time before the end. */
  let [old, first, second] = ['', '', ''];
  const iso = async (ms = 0): Promise<string> => new Date((await app.now()) + ms).toISOString();
  const numbers = async (query: Row = {}): Promise<unknown[]> =>
    (await partner.list('v2/requests', query)).map((row) => row['service_request_id']);
  const caseIdOf = async (number: string): Promise<string> => {
    const [row] = await app.pool.db.select().from(caseTable).where(eq(caseTable.number, number));
    return row?.id ?? '';
  };

  beforeAll(async () => {
    app = await startApp();
    partner = new Partner(app, await addPartner(app.pool.db, new Sealer(TEST_SECRET), '测试平台'));
    old = await partner.send(garbage);
    await app.forward(100 * DAY);
    first = await partner.send(garbage);
    await app.forward(HOUR);
    second = await partner.send(wages);
  });
  afterAll(() => app.stop());

  it('lists the last 90 days, the newest first', async () => {
    expect(await numbers()).toEqual([second, first]);
  });

  it('takes an empty parameter for none', async () => {
    expect(await numbers({ status: '', start_date: '', service_code: '' })).toEqual([second, first]);
  });

  it('lists by number whatever else is asked', async () => {
    const some = { service_request_id: `${old}, ${second}`, status: 'closed', service_code: 'no.such' };
    expect(await numbers(some)).toEqual([second, old]);
  });

  it('lists by service, one or several, in either way of writing', async () => {
    expect(await numbers({ service_code: wages.service_code })).toEqual([second]);
    expect(await numbers({ service_code: `${wages.service_code},${garbage.service_code}` })).toHaveLength(2);
    const path = `v2/requests.json?service_code=${wages.service_code}&service_code=${garbage.service_code}`;
    expect(await partner.ask('json', 'requests', path, 200)).toHaveLength(2);
  });

  it('lists by date, each with its time zone', async () => {
    expect(await numbers({ start_date: await iso(-HOUR / 2) })).toEqual([second]);
    expect(await numbers({ end_date: await iso(-HOUR / 2) })).toEqual([first]);
    expect(await numbers({ start_date: await iso(-101 * DAY), end_date: await iso(-99 * DAY) })).toEqual([
      old,
    ]);
    const local = new Date((await app.now()) - HOUR / 2 + 8 * HOUR).toISOString().slice(0, 19) + '+08:00';
    expect(await numbers({ start_date: local })).toEqual([second]);
  });

  it('lists by status', async () => {
    expect(await numbers({ status: 'closed' })).toEqual([]);
    expect(await numbers({ status: 'open,closed' })).toEqual([second, first]);
    const caseId = await caseIdOf(first);
    const reject = await app.act('ps-dispatch-1', 'case.reject', { reason: 'repeated' }, { caseId });
    expect(reject.status).toBe(200);
    expect(await numbers({ status: 'closed' })).toEqual([first]);
    expect(await numbers({ status: 'open' })).toEqual([second]);
  });

  it('lists by change, however old the request, the latest change first', async () => {
    const since = await iso();
    await app.forward(HOUR);
    const caseId = await caseIdOf(old);
    const { matters } = app.city;
    const matterCode = matters.find(({ code }) => code === garbage.service_code)?.code;
    await app.act('ps-dispatch-1', 'case.accept', { matterCode }, { caseId });
    expect(await numbers({ updated_after: since })).toContain(old);
    expect((await numbers({ updated_after: await iso(-1) }))[0]).toBe(old);
    expect(await numbers({ updated_before: await iso(-90 * DAY) })).toEqual([]);
    const [row] = await partner.list('v2/requests', { service_request_id: old });
    expect(row?.['updated_datetime']).toBe(await iso());
  });

  it('lists what lies around a point', async () => {
    const around = { lat: garbage.lat, long: garbage.long };
    expect(await numbers({ ...around, radius: 500 })).toEqual([first]);
    expect(await numbers({ ...around, radius: 100_000 })).toEqual([second, first]);
  });

  it('is read page by page', async () => {
    expect(await numbers({ page_size: 1 })).toEqual([second]);
    expect(await numbers({ page_size: 1, page: 2 })).toEqual([first]);
    expect(await numbers({ page_size: 1, page: 3 })).toEqual([]);
  });

  it.each([
    ['a status that is none', { status: 'lost' }, 'status'],
    ['a date without a time zone', { start_date: '2021-08-13T22:00:00' }, 'start_date'],
    ['a date that is none', { end_date: '2021-13-45T22:00:00Z' }, 'end_date'],
    ['a radius without a point', { radius: '500' }, 'radius'],
    ['a page before the first', { page: '0' }, 'page'],
    ['more than a thousand at once', { page_size: '1001' }, 'page_size'],
    [
      'more than 90 days at once',
      { start_date: '2021-01-01T00:00:00Z', end_date: '2021-08-01T00:00:00Z' },
      'start_date, end_date',
    ],
  ])('refuses %s and names the parameter', async (_, query, field) => {
    const [error] = (await partner.read('errors', 'v2/requests', query, 400)) as Row[];
    expect(error?.['description']).toContain(`bad-input: 内容不完整或格式不对：${field}。`);
  });
});
