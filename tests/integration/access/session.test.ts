import { createHmac } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Sealer } from '#server/access/seal.ts';
import { sessionTable } from '#server/access/table.ts';
import { auditEntryTable } from '#server/audit/table.ts';
import { addDevice } from '#server/demo/load.ts';
import { CookieJar } from '../../support/cookie-jar.ts';
import { startApp, TEST_SECRET, type RunningApp, TEST_PASSWORD } from '../../support/running-app.ts';

const COOKIE = 'better-auth.session_token';
const tokenOf = (jar: CookieJar): string => decodeURIComponent(jar.value(COOKIE) ?? '').split('.')[0] ?? '';

describe('a session', () => {
  let app: RunningApp;
  beforeAll(async () => (app = await startApp()));
  afterAll(() => app.stop());

  const signedIn = async (username: string, jar = new CookieJar(app.origin)): Promise<CookieJar> => {
    expect((await jar.signIn(username, TEST_PASSWORD)).status).toBe(200);
    return jar;
  };
  const rowsOf = (username: string) =>
    app.pool.db.select().from(sessionTable).where(eq(sessionTable.userId, username));
  const status = async (jar: CookieJar): Promise<number> => (await jar.get('/api/v1/sessions')).status;
  const age = (username: string, column: 'created_at' | 'last_active_at', by: string) =>
    app.pool.db.execute(
      sql`update session set ${sql.identifier(column)} = now() - ${by}::interval where user_id = ${username}`,
    );

  it('is kept as a hash: neither the token nor anything that opens it stands in the database', async () => {
    const jar = await signedIn('ps-leader-1');
    const token = tokenOf(jar);
    const [row] = await rowsOf('ps-leader-1');
    expect(row?.token).toBe(new Sealer(TEST_SECRET).hash(`session ${token}`));
    expect(JSON.stringify(row)).not.toContain(token);
    // What stands there is no token itself.
    const thief = new CookieJar(app.origin);
    thief.set(COOKIE, jar.value(COOKIE)?.replace(token, row?.token ?? '') ?? '');
    expect(await status(thief)).toBe(401);
    expect(await status(jar)).toBe(200);
  });

  it('opens nothing by a token that somebody else signed', async () => {
    const jar = await signedIn('ns-leader-1');
    const signed = decodeURIComponent(jar.value(COOKIE) ?? '');
    const token = signed.slice(0, signed.indexOf('.'));
    const foreign = createHmac('sha256', `${TEST_SECRET}!`).update(token).digest('base64');
    const forgeries = [token, `${token}.`, `${token}.${foreign}`, `${signed}A`, '.'].map(encodeURIComponent);
    for (const forged of [...forgeries, '%', '%E0%A4.x']) {
      const thief = new CookieJar(app.origin);
      thief.set(COOKIE, forged);
      expect(await status(thief), forged).toBe(401);
    }
    expect(await status(jar)).toBe(200);
  });

  it('that has ended is nobody, also where its browser is a wall; one that is gone leaves the wall', async () => {
    // given a browser in which a wall was opened, and a person signed in after that
    const jar = await signedIn('lg-dispatch-1');
    const token = await addDevice(app.pool.db, new Sealer(TEST_SECRET), '440307', 'a wall');
    jar.set('faling_device', token);
    const seen = async (): Promise<string | undefined> => {
      const me = (await (await jar.get('/api/v1/me')).json()) as {
        viewer?: { kind: string };
        refused?: string;
      };
      return me.viewer?.kind ?? me.refused;
    };
    expect(await seen()).toBe('person');
    // when the console is left, then what it does and shows is not the wall's
    await age('lg-dispatch-1', 'last_active_at', '15 minutes');
    expect(await seen()).toBe('not-signed-in');
    // and when the session is gone, it is a wall again
    await app.pool.db.delete(sessionTable).where(eq(sessionTable.userId, 'lg-dispatch-1'));
    expect(await seen()).toBe('device');
  });

  it('tells its token in no answer, only in the cookie that no script reads', async () => {
    const jar = new CookieJar(app.origin);
    const response = await jar.signIn('ps-leader-1', TEST_PASSWORD);
    expect(await response.json()).toEqual({ signedIn: true });
    const cookie = response.headers.getSetCookie().find((line) => line.startsWith(COOKIE));
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
  });

  it('is another one after each sign-in, and the one before it in the same browser has ended', async () => {
    const jar = await signedIn('ps-leader-1');
    const before = new CookieJar(app.origin);
    before.set(COOKIE, jar.value(COOKIE) ?? '');
    await signedIn('ps-leader-1', jar);
    expect(tokenOf(jar)).not.toBe(tokenOf(before));
    expect(await status(before)).toBe(401);
    expect(await status(jar)).toBe(200);
  });

  it('never takes over a token that somebody planted before', async () => {
    const jar = new CookieJar(app.origin);
    jar.set(COOKIE, 'planted.token');
    await signedIn('ps-leader-1', jar);
    expect(tokenOf(jar)).not.toBe('planted');
  });

  it('ends twelve hours after the sign-in, however busy', async () => {
    const jar = await signedIn('lh-leader-1');
    await age('lh-leader-1', 'created_at', '11 hours 59 minutes');
    expect(await status(jar)).toBe(200);
    await age('lh-leader-1', 'created_at', '12 hours');
    expect(await status(jar)).toBe(401);
  });

  it('ends at a console fifteen minutes after the last act, and nowhere else', async () => {
    const desk = await signedIn('lh-dispatch-1');
    const leader = await signedIn('ft-leader-1');
    for (const name of ['lh-dispatch-1', 'ft-leader-1'])
      await age(name, 'last_active_at', '14 minutes 50 seconds');
    expect(await status(desk)).toBe(200);
    for (const name of ['lh-dispatch-1', 'ft-leader-1']) await age(name, 'last_active_at', '15 minutes');
    expect(await status(desk)).toBe(401);
    expect(await status(leader)).toBe(200);
  });

  it('is put off by an act, and not by what a screen asks by itself', async () => {
    const desk = await signedIn('ft-dispatch-1');
    await age('ft-dispatch-1', 'last_active_at', '14 minutes');
    await desk.get('/api/v1/me');
    const idle = async (): Promise<boolean> => {
      const { rows } = await app.pool.db.execute(
        sql`select 1 from session where user_id = 'ft-dispatch-1' and last_active_at < now() - interval '13 minutes'`,
      );
      return rows.length > 0;
    };
    expect(await idle()).toBe(true);
    const touched = await desk.post('/api/v1/sessions/touch');
    expect(await touched.json()).toEqual({ idleMs: 15 * 60_000 });
    expect(await idle()).toBe(false);
  });

  it('is listed for its person and nobody else, who ends it or all the others', async () => {
    const here = await signedIn('yt-leader-1');
    const [there, third] = [await signedIn('yt-leader-1'), await signedIn('yt-leader-1')];
    const list = async (jar: CookieJar) =>
      ((await (await jar.get('/api/v1/sessions')).json()) as { sessions: { id: string; current: boolean }[] })
        .sessions;
    const sessions = await list(here);
    expect(sessions.filter((one) => one.current)).toHaveLength(1);
    expect(sessions).toHaveLength(3);
    const other = (await list(there)).find((one) => one.current)?.id ?? '';

    const stranger = await signedIn('ba-leader-1');
    expect((await stranger.post(`/api/v1/sessions/${other}/revoke`)).status).toBe(404);
    expect(await status(there)).toBe(200);

    expect((await here.post(`/api/v1/sessions/${other}/revoke`)).status).toBe(200);
    expect(await status(there)).toBe(401);
    expect(await (await here.post('/api/v1/sessions/revoke-others')).json()).toEqual({ ended: 1 });
    expect(await status(third)).toBe(401);
    expect(await status(here)).toBe(200);
  });

  it('is noted when it begins, by what, when its password was wrong once more, and when it ends', async () => {
    const jar = await signedIn('gm-leader-1');
    const [row] = await rowsOf('gm-leader-1');
    await jar.post('/api/v1/password', { present: 'wrong', next: '坪山的山坪山的水坪山的人民' });
    await jar.post('/api/auth/two-factor/enable', { password: 'wrong' });
    await jar.post('/api/auth/sign-out');
    expect(await status(jar)).toBe(401);
    const notes = await app.pool.db
      .select({
        act: auditEntryTable.act,
        subject: auditEntryTable.subject,
        step: sql`${auditEntryTable.details}->>'step'`,
      })
      .from(auditEntryTable)
      .where(eq(auditEntryTable.actor, 'gm-leader-1'))
      .orderBy(auditEntryTable.id);
    expect(notes).toEqual([
      { act: 'sign-in', subject: row?.id, step: 'password' },
      { act: 'sign-in.failed', subject: 'gm-leader-1', step: 'own-password' },
      { act: 'sign-in.failed', subject: 'gm-leader-1', step: 'own-password' },
      { act: 'sign-out', subject: row?.id, step: null },
    ]);
  });

  it.each(['/get-session', '/list-sessions', '/sign-up/email', '/update-user', '/change-password', '/token'])(
    'is reached by no route of the library but those that this house has: %s',
    async (path) => {
      const jar = await signedIn('ps-leader-1');
      expect((await jar.get(`/api/auth${path}`)).status).toBe(404);
      expect((await jar.post(`/api/auth${path}`)).status).toBe(404);
    },
  );
});
