import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { KeyScope } from '#domain/person/key.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { CookieJar } from '../../support/cookie-jar.ts';
import { startApp, type RunningApp, TEST_PASSWORD } from '../../support/running-app.ts';

let app: RunningApp;
let security: CookieJar;
beforeAll(async () => {
  app = await startApp();
  security = new CookieJar(app.origin);
  await security.signIn('sz-security-admin', TEST_PASSWORD);
});
afterAll(() => app.stop());

interface Given {
  id: string;
  key: string;
}
const give = async (scopes: KeyScope[], areas: string[], days: number | null = null): Promise<Given> =>
  (await (await security.post('/api/v1/keys', { name: '对接平台', scopes, areas, days })).json()) as Given;
const get = (key: string, path: string): Promise<Response> =>
  fetch(`${app.origin}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
const act = (key: string, type: string, body: object): Promise<Response> =>
  fetch(`${app.origin}/api/v1/commands`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', origin: app.origin },
    body: JSON.stringify({ id: crypto.randomUUID(), type, body }),
  });
const report = { channel: 'partner', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin };

it('a key opens what it was given for, within its areas, and nothing else', async () => {
  const { caseId } = await app.act(null, 'case.report', { ...report, channel: 'wechat' });
  const figures = await give(['figures.read'], ['440310']);
  expect((await get(figures.key, '/insight')).status).toBe(200);
  expect((await get(figures.key, '/insight?area=440303')).status).toBe(403);
  expect((await get(figures.key, `/cases/${caseId}/clocks`)).status).toBe(403);

  const cases = await give(['cases.read'], ['440310']);
  expect((await get(cases.key, `/cases/${caseId}/clocks`)).status).toBe(200);
  expect((await get(cases.key, '/insight')).status).toBe(403);
  const elsewhere = await give(['cases.read'], ['440303']);
  expect((await get(elsewhere.key, `/cases/${caseId}/clocks`)).status).toBe(404);
  // Not the words of residents, with whatever key.
  const all = await give(['cases.read', 'figures.read', 'open311.read', 'open311.write'], ['4403']);
  for (const path of [`/cases/${caseId}`, '/search?q=垃圾', '/accounts', '/sessions'])
    expect((await get(all.key, path)).status, path).toBe(403);
});

it('a key that only reads reports nothing, one that writes does', async () => {
  const reads = await give(['cases.read', 'open311.read'], ['4403']);
  expect((await act(reads.key, 'case.report', report)).status).toBe(403);
  const writes = await give(['open311.write'], ['4403']);
  expect((await act(writes.key, 'case.report', report)).status).toBe(200);
  const form = new URLSearchParams({ api_key: reads.key, service_code: 'municipal.garbage-overflow' });
  const sent = await fetch(`${app.origin}/open311/v2/requests.json`, { method: 'POST', body: form });
  expect(sent.status).toBe(403);
});

it('a key ends at its date and at once when it is revoked; of it only a hash is kept, and when it was used', async () => {
  const short = await give(['figures.read'], ['4403'], 1);
  expect((await get(short.key, '/insight')).status).toBe(200);
  await app.pool.db.execute(sql`update partner set expires_at = now() where id = ${short.id}`);
  expect((await get(short.key, '/insight')).status).toBe(401);

  const revoked = await give(['figures.read'], ['4403']);
  await get(revoked.key, '/insight');
  await security.post(`/api/v1/keys/${revoked.id}/revoke`);
  expect((await get(revoked.key, '/insight')).status).toBe(401);
  const { rows } = await app.pool.db.execute(sql`select * from partner`);
  for (const { key } of [short, revoked]) expect(JSON.stringify(rows)).not.toContain(key);
  const { keys } = (await (await security.get('/api/v1/keys')).json()) as {
    keys: { id: string; lastUsedAt: number | null }[];
  };
  expect(keys.find((one) => one.id === revoked.id)?.lastUsedAt).not.toBeNull();
});
