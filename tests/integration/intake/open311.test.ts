import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPartner } from '#server/demo/load.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { Sealer } from '#server/access/seal.ts';
import { eventually, startApp, TEST_SECRET, type RunningApp } from '../../support/running-app.ts';

const { lat, lon } = STORY_PLACES.xiuxin;
const submission = {
  service_code: 'municipal.garbage-overflow',
  lat: String(lat),
  long: String(lon),
  description: '垃圾桶满了，味道很大',
  first_name: '三丰',
  last_name: '张',
  phone: '13800138000',
};

describe('Open311', () => {
  let app: RunningApp;
  let key: string;
  beforeAll(async () => {
    app = await startApp();
    key = await addPartner(app.pool.db, new Sealer(TEST_SECRET), '测试平台');
  });
  afterAll(() => app.stop());

  /** As a program sends it: a form, no cookie and no Origin. */
  const post = async (
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: Record<string, unknown>[] }> => {
    const response = await fetch(`${app.origin}/open311/v2/requests.json`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(fields),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown>[] };
  };

  it('lists the catalogue as services', async () => {
    const services = (await (await app.get('/open311/v2/services.json')).json()) as Record<string, unknown>[];
    expect(services.length).toBe(app.city.matters.length);
    expect(services).toContainEqual(
      expect.objectContaining({ service_code: submission.service_code, type: 'realtime', metadata: false }),
    );
  });

  it('puts a case of another program on the wall', async () => {
    const wall = await app.connect('ps-leader-1', { areas: ['440310'], departments: [] });
    const numbers = new Set<string>();
    wall.on('batch', (batch) =>
      batch.changes.forEach(
        (change) =>
          change.kind === 'event' &&
          change.event.type === 'case.reported' &&
          numbers.add(change.event.body.number),
      ),
    );
    const ready = new Promise<void>((resolve) => wall.on('snapshot', () => resolve()));
    wall.connect();
    await ready;
    const { status, body } = await post({ ...submission, api_key: key });
    expect(status).toBe(201);
    await eventually(() => numbers.has(String(body[0]?.['service_request_id'])));
  });

  it('answers with the state of a request, and with nothing about the person', async () => {
    const { body } = await post({ ...submission, api_key: key });
    const number = String(body[0]?.['service_request_id']);
    const response = await app.get(`/open311/v2/requests/${number}.json`);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject([
      { service_request_id: number, status: 'open', service_code: submission.service_code, lat, long: lon },
    ]);
    for (const secret of [submission.description, '三丰', submission.phone])
      expect(text).not.toContain(secret);
  });

  it('does not answer by number what a resident reported elsewhere', async () => {
    const { number } = await app.act(null, 'case.report', {
      channel: 'web',
      words: '家里的事',
      point: STORY_PLACES.xiuxin,
    });
    expect((await app.get(`/open311/v2/requests/${number}.json`)).status).toBe(404);
  });

  it('makes a repeated submission harmless', async () => {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const first = await post({ ...submission, api_key: key }, headers);
    const again = await post({ ...submission, api_key: key }, headers);
    expect(again.body).toEqual(first.body);
  });

  it.each([
    ['without a key', { ...submission }, 400],
    ['with a wrong key', { ...submission, api_key: 'nobody' }, 401],
    ['for a service that is not in the catalogue', { ...submission, service_code: 'unknown.service' }, 422],
    ['from the sea', { ...submission, lat: '22.45', long: '114.6' }, 422],
    ['without a position', { ...submission, lat: '' }, 400],
  ])('refuses a submission %s with a code and a sentence', async (what, fields, status) => {
    const { status: answered, body } = await post({
      ...(what === 'without a key' || what === 'with a wrong key' ? {} : { api_key: key }),
      ...fields,
    });
    expect(answered).toBe(status);
    expect(body).toEqual([{ code: status, description: expect.stringMatching(/。.*\.$/) as string }]);
  });
});
