import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../support/processes.ts';
import { rawRequest, type RawAnswer } from '../../support/raw-request.ts';
import { startApp, type RunningApp } from '../../support/running-app.ts';

const HOST = 'faling.example.cn';
const immutable = (): string => {
  const folder = '_app/immutable/entry';
  return `/${folder}/${readdirSync(join(projectRoot, 'build', 'client', folder)).find((name) => name.endsWith('.js'))}`;
};

describe('what every answer bears', () => {
  let app: RunningApp;
  let secure: RunningApp;
  beforeAll(async () => {
    app = await startApp();
    secure = await startApp(undefined, undefined, {
      FALING_ORIGINS: `https://${HOST}`,
      FALING_PROXY_DEPTH: '1',
    });
  });
  afterAll(async () => {
    await app.stop();
    await secure.stop();
  });

  const asked: [what: string, path: string, status: number][] = [
    ['a page', '/report', 200],
    ['a page that leads on', '/order/PS-0000', 303],
    ['a page that is not there', '/nothing-here', 404],
    ['a page of a wall', '/wall/440310', 200],
    ['the API', '/api/v1/world', 200],
    ['a refusal of the API', '/api/v1/me', 401],
    ['an address that the API does not have', '/api/v1/nothing', 404],
    ['what sign-in does not have', '/api/auth/get-session', 404],
    ['Open311', '/open311/v2/services.json', 200],
    ['a refusal of Open311', '/open311/v2/nothing.xml', 404],
    ['health', '/health/ready', 200],
    ['the metrics', '/metrics', 200],
    ['a picture of the build', '/icon.svg', 200],
    ['a map', '/basemap/city.json', 200],
    ['the socket without a socket', '/socket.io/?EIO=4&transport=polling', 400],
  ];

  const expectCommon = ({ headers }: RawAnswer): void => {
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['permissions-policy']).toContain('camera=()');
    expect(headers['content-security-policy']).toMatch(/default-src 'none'/);
    expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/);
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['access-control-allow-origin']).toBeUndefined();
  };

  it.each(asked)('%s (%s)', async (_, path, status) => {
    const answer = await rawRequest(app.origin + path);
    expect(answer.status).toBe(status);
    expectCommon(answer);
    expect(answer.headers['strict-transport-security']).toBeUndefined();
  });

  it('nothing is kept but the files of the build, and what says itself that it may be', async () => {
    const kept = async (path: string): Promise<unknown> =>
      (await rawRequest(app.origin + path)).headers['cache-control'];
    for (const path of ['/report', '/desk', '/nothing-here', '/api/v1/me', '/health/ready', '/metrics'])
      expect(await kept(path), path).toMatch(/no-store/);
    expect(await kept('/open311/v2/services.json')).toMatch(/no-store/);
    expect(await kept(immutable())).toBe('public,max-age=31536000,immutable');
    for (const path of ['/icon.svg', '/basemap/city.json', '/no-script.css']) {
      expect(await kept(path)).toBe('no-cache');
    }
  });

  it('a page’s policy has a nonce of its own each time, allows no inline script and no style attribute but one', async () => {
    const policies = await Promise.all(
      [1, 2].map(async () => (await rawRequest(`${app.origin}/report`)).headers['content-security-policy']),
    );
    expect(new Set(policies).size).toBe(2);
    for (const policy of policies.map(String)) {
      expect(policy).not.toMatch(/unsafe-(inline|eval)|https?:\/\/\*| \*|data:/);
      expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]+'/);
      for (const rule of [
        "base-uri 'none'",
        "object-src 'none'",
        "form-action 'self'",
        "style-src-attr 'unsafe-hashes' 'sha256-",
      ])
        expect(policy).toContain(rule);
      expect(policy).toContain(`connect-src 'self' ${app.origin.replace('http', 'ws')}`);
    }
  });

  it('over https, and only there, browsers are told to come back over https', async () => {
    const headers = { host: HOST, 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.5' };
    for (const [, path] of asked.filter(([, one]) => one !== '/metrics' && !one.startsWith('/socket.io'))) {
      const answer = await rawRequest(secure.origin + path, { headers });
      expectCommon(answer);
      expect(answer.headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains');
    }
    const page = await rawRequest(`${secure.origin}/report`, { headers });
    expect(page.headers['content-security-policy']).toContain(`wss://${HOST}`);
    expect(page.headers['content-security-policy']).toContain('upgrade-insecure-requests');
    const plain = await rawRequest(`${secure.origin}/report`, {
      headers: { ...headers, 'x-forwarded-proto': 'http' },
    });
    expect(plain.headers['strict-transport-security']).toBeUndefined();
  });

  it('over https cookies are bound to this host and to encrypted lines', async () => {
    const headers = { host: HOST, 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.5' };
    const wall = await rawRequest(`${secure.origin}/wall/440310?device=abc`, { headers });
    expect(wall.status).toBe(303);
    expect(wall.headers.location).toBe('/wall/440310');
    const [device] = [wall.headers['set-cookie'] ?? []].flat();
    expect(device).toMatch(/^__Host-faling_device=abc;/);
    const body = JSON.stringify({ username: 'ps-leader-1', password: 'only the tests sign in with this' });
    const signedIn = await rawRequest(`${secure.origin}/api/auth/sign-in/username`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', origin: `https://${HOST}` },
      body,
    });
    expect(signedIn.status).toBe(200);
    const cookies = [signedIn.headers['set-cookie'] ?? []].flat();
    expect(cookies.some((one) => one.startsWith('__Host-better-auth.session_token='))).toBe(true);
    expect(cookies.some((one) => one.startsWith('__Host-faling_known='))).toBe(true);
    for (const cookie of [String(device), ...cookies]) {
      expect(cookie).toMatch(/^__Host-/);
      expect(cookie).toMatch(/; ?Path=\/(;|$)/i);
      expect(cookie).toMatch(/; ?HttpOnly/i);
      expect(cookie).toMatch(/; ?Secure/i);
      expect(cookie).toMatch(/; ?SameSite=Lax/i);
      expect(cookie).not.toMatch(/; ?Domain=/i);
    }
    const cookie = cookies.map((one) => one.split(';')[0]).join('; ');
    const me = await rawRequest(`${secure.origin}/api/v1/me`, { headers: { ...headers, cookie } });
    expect([me.status, JSON.parse(me.body)]).toMatchObject([200, { viewer: { kind: 'person' } }]);
  });
});

describe('what a line may cost', () => {
  let app: RunningApp;
  beforeAll(async () => (app = await startApp()));
  afterAll(() => app.stop());

  it('an address of more than 4 KB is refused, headers of more than 16 KB are too', async () => {
    const long = await rawRequest(`${app.origin}/api/v1/search?q=${'a'.repeat(4_096)}`);
    expect([long.status, JSON.parse(long.body)]).toMatchObject([414, { refused: 'address-too-long' }]);
    const wide = await rawRequest(app.origin, { headers: { 'x-wide': 'a'.repeat(17 * 1024) } });
    expect(wide.status).toBe(431);
  });

  it('JSON may be ten deep, and is refused by name beyond that', async () => {
    const cookie = await app.signIn('ps-dispatch-1');
    const post = (body: string): Promise<RawAnswer> =>
      rawRequest(`${app.origin}/api/v1/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: app.origin, cookie },
        body,
      });
    for (const depth of [12, 100_000]) {
      const answer = await post(`{"a":${'['.repeat(depth)}1${']'.repeat(depth)}}`);
      expect([answer.status, JSON.parse(answer.body)]).toMatchObject([
        400,
        { refused: 'bad-input', details: { field: 'json' } },
      ]);
    }
  });

  it('a name and a password are no more than 16 KB', async () => {
    const answer = await rawRequest(`${app.origin}/api/auth/sign-in/username`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: app.origin },
      body: JSON.stringify({ username: 'a', password: 'a'.repeat(20_000) }),
    });
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([413, { refused: 'too-large' }]);
  });

  it('whoever sends its headers a byte at a time is cut', { timeout: 40_000 }, async () => {
    const { port } = new URL(app.origin);
    const line = connect(Number(port), '127.0.0.1');
    const begun = performance.now();
    line.write('GET /report HTTP/1.1\r\nHost: localhost\r\n');
    const drip = setInterval(() => line.write('x-drip: a\r\n'), 500);
    line.on('error', () => undefined);
    line.resume();
    await new Promise((done) => line.once('close', done));
    clearInterval(drip);
    expect(performance.now() - begun).toBeLessThan(25_000);
  });
});

describe('the socket’s address without a socket', () => {
  let app: RunningApp;
  beforeAll(async () => (app = await startApp()));
  afterAll(() => app.stop());

  it('is answered once, whatever is sent there, and the process goes on', async () => {
    const faults: unknown[] = [];
    const note = (fault: unknown): void => void faults.push(fault);
    process.on('unhandledRejection', note).on('uncaughtException', note);
    const tried = [
      '?EIO=4&transport=polling',
      '?EIO=4&transport=websocket',
      '?EIO=3&transport=polling',
      '',
      'x/y?z',
    ];
    for (const query of tried) {
      for (const method of ['GET', 'POST', 'OPTIONS', 'DELETE']) {
        const answer = await rawRequest(`${app.origin}/socket.io/${query}`, {
          method,
          body: method === 'POST' ? 'a' : undefined,
        });
        expect(answer.status).toBeGreaterThanOrEqual(400);
      }
    }
    expect((await app.get('/health/live')).status).toBe(200);
    process.off('unhandledRejection', note).off('uncaughtException', note);
    expect(faults).toEqual([]);
  });
});
