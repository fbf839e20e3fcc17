import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { rawRequest, type RawAnswer } from '../../support/raw-request.ts';
import { startApp, type RunningApp } from '../../support/running-app.ts';

const EVIL = 'https://evil.example';
const report = (): string =>
  JSON.stringify({
    id: randomUUID(),
    type: 'case.report',
    body: { channel: 'web', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin },
  });
const form = 'username=ps-leader-1&password=wrong';
const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a page of somebody else', () => {
  let app: RunningApp;
  let cookie: string;
  beforeAll(async () => {
    app = await startApp();
    cookie = await app.signIn('ps-dispatch-1');
  });
  afterAll(() => app.stop());

  const send = (path: string, headers: Record<string, string>, body: string): Promise<RawAnswer> =>
    rawRequest(app.origin + path, { method: 'POST', headers: { cookie, ...headers }, body });
  const read = (path: string, headers: Record<string, string>): Promise<RawAnswer> =>
    rawRequest(app.origin + path, { headers: { cookie, ...headers } });

  const foreign: [string, Record<string, string>][] = [
    ['a foreign origin', { origin: EVIL }],
    ['an origin that begins like ours', { origin: 'http://localhost.evil.example' }],
    ['the origin of a sandboxed frame', { origin: 'null' }],
    ['another port of this host', { origin: 'http://127.0.0.1:1' }],
    ['no origin, but the browser says: cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['no origin, but the browser says: same-site', { 'sec-fetch-site': 'same-site' }],
  ];

  it.each(foreign)('with %s sends no JSON, no form, no sign-in and no sign-out', async (_, headers) => {
    for (const answer of [
      await send('/api/v1/commands', { ...JSON_TYPE, ...headers }, report()),
      await send('/api/auth/sign-out', { ...JSON_TYPE, ...headers }, '{}'),
      await send('/sign-in', { ...FORM_TYPE, ...headers }, form),
      await send('/report', { ...FORM_TYPE, ...headers }, 'words=a'),
    ]) {
      expect([answer.status, JSON.parse(answer.body)]).toMatchObject([403, { refused: 'origin-refused' }]);
    }
    expect((await read('/api/v1/me', {})).status).toBe(200);
  });

  it('that sends the name of the host along is refused all the same', async () => {
    const headers = { ...JSON_TYPE, origin: EVIL, host: 'evil.example' };
    expect((await send('/api/v1/commands', headers, report())).status).toBe(403);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=a',
    'application/jsonx',
  ])('cannot send JSON as %s, whatever its origin says', async (type) => {
    const answer = await send('/api/v1/commands', { 'content-type': type, origin: app.origin }, report());
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([415, { refused: 'content-type' }]);
  });

  it('cannot send a form as text', async () => {
    const answer = await send('/sign-in', { 'content-type': 'text/plain', origin: app.origin }, form);
    expect(answer.status).toBe(415);
  });

  it('reads nothing: neither as a script nor as a picture nor by fetch; a link to a page works', async () => {
    const site = { 'sec-fetch-site': 'cross-site' };
    for (const mode of ['no-cors', 'cors'])
      expect((await read('/api/v1/me', { ...site, 'sec-fetch-mode': mode })).status).toBe(403);
    const followed = await read('/report', { ...site, 'sec-fetch-mode': 'navigate' });
    expect(followed.status).toBe(200);
  });

  it('our own pages and programs without a browser are taken', async () => {
    const own = { ...JSON_TYPE, origin: app.origin, 'sec-fetch-site': 'same-origin' };
    expect((await send('/api/v1/commands', own, report())).status).toBe(200);
    const named = app.origin.replace('127.0.0.1', 'localhost');
    expect((await send('/api/v1/commands', { ...JSON_TYPE, origin: named }, report())).status).toBe(200);
    expect((await send('/api/v1/commands', JSON_TYPE, report())).status).toBe(200);
    const typed = { 'content-type': 'application/json; charset=utf-8' };
    expect((await send('/api/v1/commands', typed, report())).status).toBe(200);
  });

  it('Open311 goes by its key alone, from wherever it is sent', async () => {
    const answer = await send('/open311/v2/requests.json', { ...FORM_TYPE, origin: EVIL }, 'api_key=wrong');
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([403, [{ code: 403 }]]);
    expect(answer.body).toContain('partner-key');
  });
});
