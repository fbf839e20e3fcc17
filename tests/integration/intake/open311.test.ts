import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPartner } from '#server/demo/load.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { Sealer } from '#server/access/seal.ts';
import { partnerTable } from '#server/access/table.ts';
import { eventually, startApp, TEST_SECRET, type RunningApp } from '../../support/running-app.ts';
import { Partner, type Row } from './georeport/partner.ts';

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
  let partner: Partner;
  beforeAll(async () => {
    app = await startApp();
    const key = await addPartner(app.pool.db, new Sealer(TEST_SECRET), '测试平台');
    partner = new Partner(app, key);
  });
  afterAll(() => app.stop());

  it('is found by Service Discovery, whose changeset stays while the catalogue does', async () => {
    const first = (await partner.read('discovery', 'discovery')) as Row;
    await app.forward(60_000);
    expect(await partner.read('discovery', 'discovery')).toEqual(first);
    expect(first['endpoints']).toMatchObject([
      { specification: 'http://wiki.open311.org/GeoReport_v2', url: `${app.origin}/open311/v2` },
    ]);
  });

  it('lists the catalogue as services', async () => {
    const services = (await partner.read('services', 'v2/services', {
      jurisdiction_id: 'sz.gov.cn',
    })) as Row[];
    expect(services.length).toBe(app.city.matters.length);
    expect(services).toContainEqual(
      expect.objectContaining({ service_code: submission.service_code, type: 'realtime', metadata: false }),
    );
  });

  it('answers a definition for every service, and 404 for any other', async () => {
    const code = submission.service_code;
    expect(await partner.read('service-definition', `v2/services/${code}`)).toEqual({
      service_code: code,
      attributes: [],
    });
    await partner.read('errors', 'v2/services/no.such', {}, 404);
  });

  it('puts a case on the wall that was sent to requests.xml or to requests.json', async () => {
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
    for (const format of ['xml', 'json'] as const) {
      const number = await partner.send(submission, { format });
      await eventually(() => numbers.has(number));
    }
  });

  it('chooses the format by the Accept header where the address names none, and XML where nothing does', async () => {
    const accept = (type: string) => ({ headers: { accept: type } });
    const json = await partner.ask('json', 'services', 'v2/services', 200, accept('application/json'));
    expect(await partner.ask('xml', 'services', 'v2/services', 200, accept('*/*'))).toEqual(json);
  });

  it('answers with the state of a request, and with nothing about the person', async () => {
    const number = await partner.send({ ...submission, media_url: 'https://example.org/door.jpg' });
    const [request] = (await partner.read('requests', `v2/requests/${number}`)) as Row[];
    expect(request).toMatchObject({
      ...{
        service_request_id: number,
        status: 'open',
        service_code: submission.service_code,
        lat,
        long: lon,
      },
      description: expect.stringContaining('垃圾满溢') as string,
      media_url: null,
    });
    const text = JSON.stringify(request);
    for (const secret of [submission.description, '三丰', submission.phone, 'example.org'])
      expect(text).not.toContain(secret);
  });

  it('shows a partner what it sent itself; what no XML can hold is left out there', async () => {
    const media_url = 'https://example.org/door.jpg';
    const number = await partner.send({ ...submission, description: '写了 <b>&\u0007字', media_url });
    const path = (format: string): string => `v2/requests/${number}.${format}?api_key=${partner.key}`;
    expect(await partner.ask('json', 'requests', path('json'), 200)).toMatchObject([
      { description: '写了 <b>&\u0007字', media_url },
    ]);
    expect(await partner.ask('xml', 'requests', path('xml'), 200)).toMatchObject([
      { description: '写了 <b>&字', media_url },
    ]);
    await partner.read('errors', `v2/requests/${number}`, { api_key: 'nobody' }, 403);
  });

  it('shows a partner nothing more of what another one sent', async () => {
    const number = await partner.send(submission);
    const keyHash = new Sealer(TEST_SECRET).hash('other');
    await app.pool.db.insert(partnerTable).values({ id: 'other', name: '别家', keyHash });
    expect(await partner.read('requests', `v2/requests/${number}`, { api_key: 'other' })).toEqual(
      await partner.read('requests', `v2/requests/${number}`),
    );
  });

  it('takes the key from a header as well, which no log of addresses shows', async () => {
    const number = await partner.send(submission);
    const headers = { 'x-api-key': partner.key };
    const path = `v2/requests/${number}.json`;
    expect(await partner.ask('json', 'requests', path, 200, { headers })).toMatchObject([
      { description: submission.description },
    ]);
  });

  it('does not answer by number what a resident or the staff reported', async () => {
    const report = { words: '家里的事', point: STORY_PLACES.xiuxin };
    for (const [who, channel] of [
      [null, 'web'],
      ['ps-dispatch-1', 'partner'],
    ] as const) {
      const { number } = await app.act(who, 'case.report', { ...report, channel });
      expect(number).toBeTruthy();
      await partner.read('errors', `v2/requests/${number}`, {}, 404);
      expect(await partner.list('v2/requests', { service_request_id: number })).toEqual([]);
      expect(await partner.list('v2/servicerequestupdates', { service_request_id: number })).toEqual([]);
    }
  });

  it('makes a repeated submission harmless, and its key a token for the number', async () => {
    const id = crypto.randomUUID();
    const number = await partner.send(submission, { id });
    expect(await partner.send(submission, { id })).toBe(number);
    expect(await partner.read('token', `v2/tokens/${id}`)).toEqual([
      { service_request_id: number, token: id },
    ]);
    await partner.read('errors', `v2/tokens/${crypto.randomUUID()}`, {}, 404);
    await partner.read('errors', 'v2/tokens/123456', {}, 404);
  });

  it('finds the place by the id of a site or by the name in an address, but never by a guess', async () => {
    const { lat: _, long: __, ...placeless } = submission;
    const [site] = app.city.sites;
    if (!site) throw new Error('the city has no site');
    const ways: Record<string, string>[] = [
      { address_id: site.id },
      { address_string: `坪山区${site.name}东门` },
    ];
    for (const where of ways) {
      const number = await partner.send({ ...placeless, ...where });
      const [request] = (await partner.read('requests', `v2/requests/${number}`)) as Row[];
      expect(request).toMatchObject({ lat: site.lat, long: site.lon, address_id: site.id });
    }
    expect(await partner.refused({ ...placeless, address_string: '我家楼下' }, 400)).toContain('lat, long');
  });

  it.each([
    ['without a key', { api_key: '' }, 403, 'partner-key'],
    ['with a wrong key', { api_key: 'nobody' }, 403, 'partner-key'],
    [
      'for a service that is not in the catalogue',
      { service_code: 'unknown.service' },
      404,
      'unknown-matter',
    ],
    ['from the sea', { lat: '22.45', long: '114.6' }, 400, 'outside-area'],
    ['without a position', { lat: '' }, 400, 'lat, long'],
    ['with two fields at fault', { lat: 'north', service_code: '' }, 400, 'service_code, lat'],
    ['with an address of media that is none', { media_url: 'javascript:alert(1)' }, 400, 'media_url'],
  ])('refuses a submission %s with a code and a sentence', async (_, fields, status, says) => {
    const sentence = await partner.refused({ ...submission, ...fields }, status);
    expect(sentence).toContain(says);
    expect(sentence).toMatch(/。.*\.$/);
  });

  it('says in its own shapes that there is no such resource and no such form', async () => {
    await partner.read('errors', 'v2/nothing', {}, 404);
    const post = (type: string) => ({ method: 'POST', body: '{}', headers: { 'content-type': type } });
    await partner.ask('json', 'errors', 'v2/requests.json', 400, post('application/json'));
    await partner.ask('xml', 'errors', 'v2/services.xml', 404, post('application/x-www-form-urlencoded'));
  });
});
