import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeServer, listen } from '#server/http.ts';
import { CookieJar } from '../../support/cookie-jar.ts';
import { startApp, type RunningApp } from '../../support/running-app.ts';

const CLIENT = { clientId: 'faling', clientSecret: 'a secret that only the tests know' };

/** A district's identity provider: a real OpenID Connect server, whose sign-in takes the name it is given. */
interface District {
  issuer: string;
  http: Server;
  /** Opens it, once it is known where a sign-in comes back to. */
  serve: (redirectUri: string) => void;
  /** Who signs in there next: the subject, and what the identity token says of the username. */
  person: { sub: string; preferred_username: string };
}

async function openDistrict(): Promise<District> {
  let serve: District['serve'] = () => undefined;
  const opened = new Promise<Provider>((resolve) => (serve = (redirectUri) => resolve(open(redirectUri))));
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const provider = await opened;
    if (!request.url?.startsWith('/interaction/')) return provider.callback()(request, response);
    const { sub } = district.person;
    const grant = new provider.Grant({ accountId: sub, clientId: CLIENT.clientId });
    grant.addOIDCScope('openid profile');
    const result = { login: { accountId: sub }, consent: { grantId: await grant.save() } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  };
  const http = createServer((request, response) => void handle(request, response));
  await listen(http, '127.0.0.1', 0);
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const district: District = {
    issuer,
    http,
    serve,
    person: { sub: 's-1', preferred_username: 'ps-leader-1' },
  };
  const open = (redirectUri: string): Provider =>
    new Provider(issuer, {
      clients: [
        {
          client_id: CLIENT.clientId,
          client_secret: CLIENT.clientSecret,
          redirect_uris: [redirectUri],
          grant_types: ['authorization_code'],
          response_types: ['code'],
        },
      ],
      pkce: { required: () => true },
      // In the identity token too, where better-auth reads it.
      conformIdTokenClaims: false,
      claims: { openid: ['sub'], profile: ['preferred_username'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
      findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...district.person, sub }) }),
      cookies: { keys: ['a key of the tests'] },
    });
  return district;
}

describe("a district's own identity provider", () => {
  let app: RunningApp;
  let district: District;
  beforeAll(async () => {
    district = await openDistrict();
    app = await startApp(undefined, undefined, {
      FALING_OIDC_ISSUER: district.issuer,
      FALING_OIDC_CLIENT_ID: CLIENT.clientId,
      FALING_OIDC_CLIENT_SECRET: CLIENT.clientSecret,
      FALING_OIDC_NAME: '坪山区统一身份认证',
    });
    district.serve(`${app.origin}/api/auth/callback/district`);
  });
  afterAll(async () => {
    await app.stop();
    await closeServer(district.http);
  });
  afterEach(() => (district.person = { sub: 's-1', preferred_username: 'ps-leader-1' }));

  /** The whole code flow, step by step, as a browser follows it; answers with where it ended. */
  async function signIn(
    jar = new CookieJar(app.origin),
    tamper: (url: URL) => void = () => undefined,
  ): Promise<{ end: URL; jar: CookieJar; asked: URL }> {
    const begun = await jar.post('/api/auth/sign-in/social', { to: '/insight' });
    const asked = new URL(((await begun.json()) as { url: string }).url);
    const there = new CookieJar(district.issuer);
    let next = asked;
    for (let hop = 0; hop < 8; hop += 1) {
      if (next.origin === app.origin) break;
      const response = await there.get(next.href);
      next = new URL(response.headers.get('location') ?? '', next);
    }
    tamper(next);
    const back = await jar.get(next.pathname + next.search);
    return { end: new URL(back.headers.get('location') ?? '', app.origin), jar, asked };
  }
  const status = async (jar: CookieJar): Promise<number> => (await jar.get('/api/v1/sessions')).status;

  it('signs an existing account in, by code with PKCE, state and nonce', async () => {
    const { end, jar, asked } = await signIn();
    expect(asked.searchParams.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.searchParams.get(name), name).toBeTruthy();
    expect(end.pathname).toBe('/insight');
    const me = (await (await jar.get('/api/v1/me')).json()) as { viewer: { person: { id: string } } };
    expect(me.viewer.person.id).toBe('ps-leader-1');
    const { sessions } = (await (await jar.get('/api/v1/sessions')).json()) as {
      sessions: { via: string }[];
    };
    expect(sessions[0]?.via).toBe('oidc');
  });

  it('makes no account for a stranger', async () => {
    district.person = { sub: 's-9', preferred_username: 'somebody-else' };
    const before = await app.pool.db.execute(sql`select count(*) from "user"`);
    const { end, jar } = await signIn();
    expect(end.pathname).toBe('/sign-in');
    expect(end.searchParams.get('error')).toBeTruthy();
    expect(await status(jar)).toBe(401);
    expect((await app.pool.db.execute(sql`select count(*) from "user"`)).rows).toEqual(before.rows);
    const page = await (await jar.get(end.pathname + end.search)).text();
    expect(page).toContain('在本系统没有对应的账号');
  });

  it('is believed in its subject once an account is linked: a username that goes to another human opens nothing', async () => {
    await signIn();
    district.person = { sub: 's-1', preferred_username: 'lh-leader-1' };
    const { jar } = await signIn();
    const me = (await (await jar.get('/api/v1/me')).json()) as { viewer: { person: { id: string } } };
    expect(me.viewer.person.id).toBe('ps-leader-1');
  });

  it('is not believed with another state, nor in another browser, nor twice', async () => {
    const forged = await signIn(undefined, (url) => url.searchParams.set('state', 'forged'));
    expect(await status(forged.jar)).toBe(401);
    const victim = new CookieJar(app.origin);
    let link = '';
    const thief = await signIn(undefined, (url) => {
      link = url.pathname + url.search;
    });
    expect(await status(thief.jar)).toBe(200);
    await victim.get(link);
    expect(await status(victim)).toBe(401);
  });

  it('signs a disabled account in as little as a password does', async () => {
    await app.pool.db.execute(sql`update "user" set disabled_at = now() where id = 'ns-leader-1'`);
    district.person = { sub: 's-2', preferred_username: 'ns-leader-1' };
    const { jar } = await signIn();
    expect(await status(jar)).toBe(401);
  });

  it('stands on the sign-in page by its name', async () => {
    const page = await (await new CookieJar(app.origin).get('/sign-in')).text();
    expect(page).toContain('用坪山区统一身份认证登录');
  });
});

describe('an identity provider of another issuer', () => {
  it.each([
    ['whose document names one, and whose tokens another', 'https://other.example'],
    ['whose document and tokens agree, and are not of the one that was configured', null],
  ])('signs nobody in: one %s', async (_, named) => {
    const real = await openDistrict();
    // At the configured address stands one that hands on what the real one says of itself, or a false name.
    const false_ = createServer((request, response) => {
      void fetch(real.issuer + (request.url ?? '')).then(async (answer) => {
        const body = (await answer.text()).replace(
          `"issuer":"${real.issuer}"`,
          `"issuer":"${named ?? real.issuer}"`,
        );
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(body);
      });
    });
    await listen(false_, '127.0.0.1', 0);
    const issuer = `http://127.0.0.1:${(false_.address() as AddressInfo).port}`;
    const app = await startApp(undefined, undefined, {
      ...{ FALING_OIDC_ISSUER: issuer, FALING_OIDC_CLIENT_ID: CLIENT.clientId },
      FALING_OIDC_CLIENT_SECRET: CLIENT.clientSecret,
    });
    real.serve(`${app.origin}/api/auth/callback/district`);
    try {
      const jar = new CookieJar(app.origin);
      const begun = await jar.post('/api/auth/sign-in/social', { to: '/insight' });
      const { url } = (await begun.json()) as { url: string };
      const there = new CookieJar(real.issuer);
      let next = new URL(url);
      for (let hop = 0; hop < 8 && next.origin !== app.origin; hop += 1) {
        next = new URL((await there.get(next.href)).headers.get('location') ?? '', next);
      }
      await jar.get(next.pathname + next.search);
      expect((await jar.get('/api/v1/sessions')).status).toBe(401);
    } finally {
      await app.stop();
      await closeServer(real.http);
      await closeServer(false_);
    }
  });
});
