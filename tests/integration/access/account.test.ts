import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccount, changeAccount } from '#server/access/account.ts';
import { Sealer } from '#server/access/seal.ts';
import { CookieJar } from '../../support/cookie-jar.ts';
import { startApp, TEST_SECRET, type RunningApp, TEST_PASSWORD } from '../../support/running-app.ts';

type Told = Record<string, unknown> & { refused?: string; id: string; password: string };

let app: RunningApp;
let security: CookieJar;
beforeAll(async () => {
  app = await startApp(undefined, undefined, { FALING_TRUSTED_PROXIES: '127.0.0.1' });
  security = new CookieJar(app.origin);
  await security.signIn('sz-security-admin', TEST_PASSWORD);
});
afterAll(() => app.stop());

const ask = async (jar: CookieJar, method: string, path: string, body?: object): Promise<Told> =>
  (await (await jar.ask(method, `/api/v1${path}`, body)).json()) as Told;
const worker = { name: '新来的', role: 'worker', areas: ['440310005'] };
const make = (username: string, more: object = {}): Promise<Told> =>
  ask(security, 'POST', '/accounts', { username, staffNumber: username, ...worker, ...more });

describe('an account', () => {
  it('is made with a password that opens nothing but the choice of another', async () => {
    const { password } = await make('new-worker');
    const jar = new CookieJar(app.origin);
    expect((await jar.signIn('new-worker', password)).status).toBe(200);
    expect(await ask(jar, 'GET', '/sessions')).toMatchObject({ refused: 'sign-in-unfinished' });
    expect(await ask(jar, 'POST', '/commands', {})).toMatchObject({ refused: 'bad-input' });
    const report = { channel: 'visit', words: '一件', point: { lat: 22.7, lon: 114.3 } };
    const command = { id: crypto.randomUUID(), type: 'case.report', body: report };
    expect(await ask(jar, 'POST', '/commands', command)).toMatchObject({ refused: 'not-allowed' });

    const change = (present: string, next: string) => ask(jar, 'POST', '/password', { present, next });
    expect(await change(password, 'short')).toMatchObject({ refused: 'password-short' });
    expect(await change(password, 'new-worker-2026')).toMatchObject({ refused: 'password-username' });
    expect(await change('not the present one', '坪山的山坪山的水坪山的人民')).toMatchObject({
      refused: 'password-wrong',
    });
    expect(await change(password, '坪山的山坪山的水坪山的人民')).toEqual({ changed: true });
    expect(await ask(jar, 'GET', '/sessions')).toHaveProperty('sessions');
    expect((await new CookieJar(app.origin).signIn('new-worker', password)).status).toBe(401);
  });

  it('is not made twice, nor with what does not fit its role or does not exist', async () => {
    await make('twice');
    expect(await make('twice', { staffNumber: 'another' })).toMatchObject({ refused: 'username-taken' });
    expect(await make('one', { role: 'officer' })).toMatchObject({ refused: 'account-misfit' });
    expect(await make('one', { areas: ['999999'] })).toMatchObject({ refused: 'unknown-area' });
    const nowhere = { role: 'officer', departmentId: 'no-such-department' };
    expect(await make('one', nowhere)).toMatchObject({ refused: 'unknown-department' });
  });

  it('changes at the hands of a security administrator, never at its own', async () => {
    const own = { name: '我', role: 'security-admin', areas: ['4403'] };
    expect(await ask(security, 'PUT', '/accounts/sz-security-admin', own)).toMatchObject({
      refused: 'own-account',
    });
    const leader = new CookieJar(app.origin);
    await leader.signIn('ps-leader-1', TEST_PASSWORD);
    for (const [method, path, body] of [
      ['GET', '/accounts', undefined],
      ['POST', '/accounts', { username: 'xyz', staffNumber: '1', ...worker }],
      ['POST', '/accounts/ps-leader-1/reset', {}],
      ['POST', '/devices', { name: '屏', areaCode: '440310' }],
      ['POST', '/keys', {}],
      ['PUT', '/second-factor/worker', { required: true }],
    ] as const) {
      expect(await ask(leader, method, path, body), path).toMatchObject({ refused: 'not-allowed' });
    }
  });

  it('that does not exist is answered as such, whatever is asked of it', async () => {
    const rights = { name: '某人', role: 'leader', areas: ['440310'] };
    for (const [method, path, body] of [
      ['PUT', '/accounts/no-such-person', rights],
      ['POST', '/accounts/no-such-person/disable', { disabled: true }],
      ['POST', '/accounts/no-such-person/reset', {}],
      ['POST', '/accounts/no-such-person/end-sessions', {}],
    ] as const) {
      expect(await ask(security, method, path, body), path).toMatchObject({ refused: 'unknown-account' });
    }
  });

  it('that was reset has a new password, no sessions, and no lock', async () => {
    const jar = new CookieJar(app.origin);
    await jar.signIn('lh-leader-1', TEST_PASSWORD);
    for (let n = 0; n < 5; n += 1)
      await new CookieJar(app.origin, `10.1.0.${n}`).signIn('lh-leader-1', 'wrong');
    const { password } = await ask(security, 'POST', '/accounts/lh-leader-1/reset', {});
    expect((await jar.get('/api/v1/me')).status).toBe(401);
    expect((await jar.signIn('lh-leader-1', password)).status).toBe(200);
  });

  it('leaves a note of each act, with ids and codes only', async () => {
    const { rows } = await app.pool.db.execute<{ act: string; details: object }>(
      sql`select act, details from audit_entry where actor = 'sz-security-admin' order by id`,
    );
    const acts = rows.map((row) => row.act);
    expect(acts).toEqual(expect.arrayContaining(['account.create', 'password.reset']));
    expect(JSON.stringify(rows)).not.toContain('新来的');
  });
});

describe('the three administrators', () => {
  const sealer = new Sealer(TEST_SECRET);
  const given = { areas: ['4403'], departmentId: null, force: null, deputyOf: null, name: '某人' } as const;
  const create = (
    username: string,
    staffNumber: string,
    role: 'system-admin' | 'audit-admin' | 'security-admin' | 'worker',
  ) =>
    createAccount(app.pool.db, sealer, 'command', { ...given, areas: ['4403'], username, staffNumber, role });

  it('are three humans: nobody gets a second of these roles, nor one beside the handling of cases, in either order', async () => {
    expect(await create('sys', 'A-1', 'system-admin')).toHaveProperty('password');
    for (const role of ['audit-admin', 'security-admin', 'worker'] as const)
      expect(await create(`sys-${role}`, 'A-1', role), role).toMatchObject({ refused: 'duty-exclusive' });
    expect(await create('handler', 'A-2', 'worker')).toHaveProperty('password');
    expect(await create('handler-2', 'A-2', 'audit-admin')).toMatchObject({ refused: 'duty-exclusive' });
    // Two accounts of one duty are allowed: a second one for the same system administrator.
    expect(await create('sys-2', 'A-1', 'system-admin')).toHaveProperty('password');
  });

  it('stay what they are: an account changes into none of these roles and out of none', async () => {
    const change = (id: string, role: 'worker' | 'audit-admin') =>
      changeAccount(app.pool.db, 'command', id, { ...given, areas: ['4403'], role });
    expect(await change('sz-system-admin', 'audit-admin')).toMatchObject({ refused: 'duty-exclusive' });
    expect(await change('sz-system-admin', 'worker')).toMatchObject({ refused: 'duty-exclusive' });
    expect(await change('ps-leader-1', 'audit-admin')).toMatchObject({ refused: 'duty-exclusive' });
  });

  it.each([
    [`update "user" set role = 'audit-admin' where id = 'sz-system-admin'`, 'user_staff'],
    [
      `update "user" set role = 'audit-admin', staff_number = 'ps-leader-1' where id = 'sz-system-admin'`,
      'user_staff',
    ],
    [`update staff set duty = 'audit-admin' where number = 'sz-system-admin'`, 'refuse'],
    [`delete from staff where number = 'sz-system-admin'`, 'refuse'],
    [`update "user" set department_id = '440310-police' where id = 'sz-audit-admin'`, 'user_administrator'],
    [`update "user" set deputy_of = 'ps-leader-1' where id = 'sz-audit-admin'`, 'user_administrator'],
    [
      `insert into delegation (from_id, to_id, starts_at, ends_at, created_by)
       values ('ps-leader-1', 'sz-audit-admin', now(), now() + interval '1 day', 'x')`,
      'delegation_deputy',
    ],
    [
      `insert into delegation (from_id, to_id, duty, starts_at, ends_at, created_by)
       values ('sz-system-admin', 'sz-audit-admin', 'audit-admin', now(), now() + interval '1 day', 'x')`,
      'delegation_handlers',
    ],
  ])('are held apart by the database itself: %s', async (statement, by) => {
    const fault = await app.pool.raw.query(statement).then(
      () => 'done',
      (error: Error & { constraint?: string }) => error.constraint ?? error.message,
    );
    expect(fault).not.toBe('done');
    if (by !== 'refuse') expect(fault).toBe(by);
  });

  it('see no case, wherever they administer', async () => {
    const jar = new CookieJar(app.origin);
    await jar.signIn('sz-system-admin', TEST_PASSWORD);
    expect(await ask(jar, 'GET', '/me')).toMatchObject({ rights: { areas: [], departments: [] } });
  });
});
