import { createHmac } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CookieJar } from '../../support/cookie-jar.ts';
import { startApp, type RunningApp, TEST_PASSWORD } from '../../support/running-app.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 base32, as an authenticator reads it. */
function bytesOf(secret: string): Buffer {
  const bits = [...secret.replaceAll('=', '')]
    .map((char) => ALPHABET.indexOf(char).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** RFC 6238: six digits of the half-minute that this instant lies in. */
function codeAt(secret: string, at: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 0x0f;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

interface Told {
  refused?: string;
  totpURI: string;
  backupCodes: string[];
  secondFactor?: true;
  signedIn?: true;
}

describe('a second factor', () => {
  let app: RunningApp;
  let security: CookieJar;
  beforeAll(async () => {
    app = await startApp(undefined, undefined, { FALING_TRUSTED_PROXIES: '127.0.0.1' });
    security = browser();
    await security.signIn('sz-security-admin', TEST_PASSWORD);
  });
  afterAll(() => app.stop());

  let hosts = 0;
  const browser = (): CookieJar => new CookieJar(app.origin, `10.2.0.${(hosts += 1)}`);
  const now = async (): Promise<number> => {
    const { rows } = await app.pool.db.execute<{ at: string }>(
      sql`select extract(epoch from now()) * 1000 as at`,
    );
    return Number(rows[0]?.at);
  };
  const post = async (jar: CookieJar, path: string, body: object): Promise<Told> =>
    (await (await jar.post(path, body)).json()) as Told;
  const status = async (jar: CookieJar): Promise<number> => (await jar.get('/api/v1/sessions')).status;
  const signIn = async (jar: CookieJar, username: string): Promise<Told> =>
    (await (await jar.signIn(username, TEST_PASSWORD)).json()) as Told;
  const code = async (secret: string): Promise<{ code: string }> => ({ code: codeAt(secret, await now()) });
  /** The code after the one that enrolled: it is taken already, and no code is taken twice. */
  const nextCode = async (secret: string): Promise<{ code: string }> => ({
    code: codeAt(secret, (await now()) + 30_000),
  });

  async function enrolled(username: string): Promise<{ secret: string; codes: string[]; jar: CookieJar }> {
    const jar = browser();
    await signIn(jar, username);
    const begun = await post(jar, '/api/auth/two-factor/enable', { password: TEST_PASSWORD });
    const secret = new URL(begun.totpURI).searchParams.get('secret') ?? '';
    const before = jar.value('better-auth.session_token');
    expect(await post(jar, '/api/auth/two-factor/verify-totp', await code(secret))).toEqual({
      secondFactor: true,
    });
    expect(jar.value('better-auth.session_token')).not.toBe(before);
    return { secret, codes: begun.backupCodes, jar };
  }

  it('is off until the first code was right; from then on a password alone opens nothing', async () => {
    const { secret, jar: first } = await enrolled('ps-leader-1');
    expect(await status(first)).toBe(200);
    const jar = browser();
    expect(await signIn(jar, 'ps-leader-1')).toEqual({ secondFactor: true });
    expect(await status(jar)).toBe(401);
    expect(await post(jar, '/api/auth/two-factor/verify-totp', { code: '000000' })).toMatchObject({
      refused: 'code-wrong',
    });
    expect(await status(jar)).toBe(401);
    expect(await post(jar, '/api/auth/two-factor/verify-totp', await nextCode(secret))).toEqual({
      signedIn: true,
    });
    expect(await status(jar)).toBe(200);
  });

  it('takes each code once: whoever saw it over a shoulder is not let in by it', async () => {
    const { secret } = await enrolled('lg-leader-1');
    const seen = await nextCode(secret);
    const jar = browser();
    await signIn(jar, 'lg-leader-1');
    expect(await post(jar, '/api/auth/two-factor/verify-totp', seen)).toEqual({ signedIn: true });
    const onlooker = browser();
    await signIn(onlooker, 'lg-leader-1');
    expect(await post(onlooker, '/api/auth/two-factor/verify-totp', seen)).toMatchObject({
      refused: 'code-used',
    });
    expect(await status(onlooker)).toBe(401);
    expect(await status(jar)).toBe(200);
  });

  it('is replaced by a recovery code, which is good once', async () => {
    const { codes } = await enrolled('lh-leader-1');
    const once = { code: codes[0] };
    const jar = browser();
    await signIn(jar, 'lh-leader-1');
    expect(await post(jar, '/api/auth/two-factor/verify-backup-code', once)).toEqual({ signedIn: true });
    const again = browser();
    await signIn(again, 'lh-leader-1');
    expect(await post(again, '/api/auth/two-factor/verify-backup-code', once)).toMatchObject({
      refused: 'code-wrong',
    });
  });

  it('that is guessed five times is locked, in every further sign-in', async () => {
    const { secret } = await enrolled('ft-leader-1');
    const jar = browser();
    await signIn(jar, 'ft-leader-1');
    for (let n = 0; n < 5; n += 1) await post(jar, '/api/auth/two-factor/verify-totp', { code: '000000' });
    const again = browser();
    await signIn(again, 'ft-leader-1');
    const right = await post(again, '/api/auth/two-factor/verify-totp', await code(secret));
    expect(right).toMatchObject({ refused: 'sign-in-locked' });
    expect(await status(again)).toBe(401);
  });

  it('is never remembered by a browser, whatever its request asks for', async () => {
    const { secret } = await enrolled('ns-leader-1');
    const jar = browser();
    await signIn(jar, 'ns-leader-1');
    const asked = { ...(await code(secret)), trustDevice: true };
    expect(await post(jar, '/api/auth/two-factor/verify-totp', asked)).toMatchObject({
      refused: 'bad-input',
    });
    expect(await post(jar, '/api/auth/two-factor/verify-totp', await nextCode(secret))).toEqual({
      signedIn: true,
    });
    expect(await signIn(jar, 'ns-leader-1')).toEqual({ secondFactor: true });
  });

  it('that a role needs closes everything but its enrolment, at once and also for open sessions and sockets', async () => {
    const jar = browser();
    await signIn(jar, 'ba-supervisor-1');
    const socket = io(app.origin, {
      ...{ transports: ['websocket'], reconnection: false, forceNew: true },
      extraHeaders: { origin: app.origin, cookie: jar.header },
    });
    const cut = new Promise<string>((resolve) => socket.on('disconnect', resolve));
    await new Promise<void>((resolve) => socket.on('connect', () => resolve()));

    const set = await security.ask('PUT', '/api/v1/second-factor/supervisor', { required: true });
    expect(set.status).toBe(200);
    expect(await cut).toBe('io server disconnect');
    const sessions = (await (await jar.get('/api/v1/sessions')).json()) as Told;
    expect(sessions.refused).toBe('sign-in-unfinished');
    for (const path of ['/desk', '/insight']) {
      const told = (await (await jar.get(`${path}/__data.json`)).json()) as object;
      expect(told, path).toEqual({ type: 'redirect', location: '/account' });
    }
    const refused = io(app.origin, {
      ...{ transports: ['websocket'], reconnection: false, forceNew: true },
      extraHeaders: { origin: app.origin, cookie: jar.header },
    });
    expect(
      await new Promise<string>((resolve) => refused.on('connect_error', ({ message }) => resolve(message))),
    ).toBe('not-signed-in');
    refused.disconnect();

    const { jar: other, secret } = await enrolled('ba-supervisor-1');
    expect(secret).not.toBe('');
    expect(await status(other)).toBe(200);
    expect(await post(other, '/api/auth/two-factor/disable', { password: TEST_PASSWORD })).toMatchObject({
      refused: 'second-factor-required',
    });
    await security.ask('PUT', '/api/v1/second-factor/supervisor', { required: false });
    expect(await post(other, '/api/auth/two-factor/disable', { password: TEST_PASSWORD })).toEqual({
      done: true,
    });
  });

  it('is kept encrypted', async () => {
    const { secret, codes } = await enrolled('gm-leader-1');
    const stored = JSON.stringify((await app.pool.db.execute(sql`select * from two_factor`)).rows);
    for (const word of [secret, bytesOf(secret).toString(), ...codes]) expect(stored).not.toContain(word);
  });
});
