import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginAttempt, clearFailures } from '#server/access/sign-in/failure.ts';
import { auditEntryTable } from '#server/audit/table.ts';
import { openPool } from '#server/db/pool.ts';
import { CookieJar } from '../../support/cookie-jar.ts';
import { startApp, type RunningApp, TEST_PASSWORD } from '../../support/running-app.ts';

interface Told {
  refused?: string;
  details: { minutes?: number; left?: number };
  zh: string;
}

describe('a sign-in that fails', () => {
  let app: RunningApp;
  beforeAll(
    async () => (app = await startApp(undefined, undefined, { FALING_TRUSTED_PROXIES: '127.0.0.1' })),
  );
  afterAll(() => app.stop());

  let hosts = 0;
  /** Each from an address of its own, unless it is given. */
  const browser = (address = `10.0.0.${(hosts += 1)}`): CookieJar => new CookieJar(app.origin, address);
  const attempt = async (
    jar: CookieJar,
    username: string,
    password = 'wrong',
  ): Promise<Told & { status: number }> => {
    const response = await jar.signIn(username, password);
    return { status: response.status, ...((await response.json()) as Told) };
  };
  const failFive = async (username: string): Promise<void> => {
    for (let n = 0; n < 5; n += 1) await attempt(browser(), username);
  };
  const pass = (minutes: number) =>
    app.pool.db.execute(sql`update sign_in_failure set at = at - make_interval(mins => ${minutes})`);

  it('five times locks the account for fifteen minutes, from everywhere, and with the right password too', async () => {
    const said: (number | undefined)[] = [];
    for (let n = 0; n < 4; n += 1) said.push((await attempt(browser(), 'ps-leader-1')).details.left);
    expect(said).toEqual([4, 3, 2, 1]);
    const fifth = await attempt(browser(), 'ps-leader-1');
    expect(fifth).toMatchObject({ status: 429, refused: 'sign-in-locked', details: { minutes: 15 } });
    const right = await attempt(browser(), 'ps-leader-1', TEST_PASSWORD);
    expect(right).toMatchObject({ status: 429, refused: 'sign-in-locked' });
    expect(right.zh).toContain('15 分钟');

    await pass(14);
    expect((await attempt(browser(), 'ps-leader-1', TEST_PASSWORD)).details.minutes).toBe(1);
    await pass(1);
    expect((await attempt(browser(), 'ps-leader-1', TEST_PASSWORD)).status).toBe(200);
  });

  it('is forgotten by a right one: the next five are counted anew', async () => {
    for (let n = 0; n < 4; n += 1) await attempt(browser(), 'lh-leader-1');
    expect((await attempt(browser(), 'lh-leader-1', TEST_PASSWORD)).status).toBe(200);
    expect((await attempt(browser(), 'lh-leader-1')).details.left).toBe(4);
  });

  it('is not what it is when a whole room signs in at once behind one address', async () => {
    const people = app.city.people.filter((one) => one.role === 'worker').slice(0, 20);
    const answers = await Promise.all(
      people.map(({ username }) => attempt(browser('203.0.113.99'), username, TEST_PASSWORD)),
    );
    expect(answers.map(({ status }) => status)).toEqual(people.map(() => 200));
  });

  it('five times locks the address, whichever accounts were tried, but not a browser that its account is known in', async () => {
    const known = browser('203.0.113.7');
    expect((await attempt(known, 'ns-leader-1', TEST_PASSWORD)).status).toBe(200);
    await known.post('/api/auth/sign-out');
    for (let n = 0; n < 5; n += 1) await attempt(browser('203.0.113.7'), `nobody-${n}`);
    expect(await attempt(browser('203.0.113.7'), 'ba-leader-1', TEST_PASSWORD)).toMatchObject({
      status: 429,
      refused: 'sign-in-locked',
    });
    // The rest of the district behind the same address goes on working, each with the own account only.
    expect((await attempt(known, 'ba-leader-1', TEST_PASSWORD)).status).toBe(429);
    expect((await attempt(known, 'ns-leader-1', TEST_PASSWORD)).status).toBe(200);
    expect((await attempt(browser('203.0.113.8'), 'ba-leader-1', TEST_PASSWORD)).status).toBe(200);
  });

  it('says the same of an account that does not exist as of one that does', async () => {
    const answers = async (username: string): Promise<unknown[]> => {
      const said: unknown[] = [];
      for (let n = 0; n < 6; n += 1) said.push(await attempt(browser(), username));
      return said;
    };
    expect(await answers('no-such-person')).toEqual(await answers('lg-leader-1'));
  });

  it('says the same of a disabled account, even with its right password', async () => {
    await app.pool.db.execute(sql`update "user" set disabled_at = now() where id = 'yt-leader-1'`);
    const disabled = await attempt(browser(), 'yt-leader-1', TEST_PASSWORD);
    expect(disabled).toEqual(await attempt(browser(), 'gm-leader-1'));
    expect(disabled).toMatchObject({ status: 401, refused: 'sign-in-wrong' });
  });

  it('is noted, and once more when it locks; no name that was typed is kept', async () => {
    await failFive('lhua-leader-1');
    await failFive('my password, typed into the wrong field');
    const notes = await app.pool.db
      .select()
      .from(auditEntryTable)
      .where(and(eq(auditEntryTable.actor, 'nobody'), eq(auditEntryTable.subject, 'lhua-leader-1')));
    expect(notes.map((one) => one.act)).toEqual([
      ...Array<string>(5).fill('sign-in.failed'),
      'sign-in.locked',
    ]);
    const all = JSON.stringify(await app.pool.db.execute(sql`select * from audit_entry, sign_in_failure`));
    expect(all).not.toContain('wrong field');
  });

  it('is counted across processes before its password is looked at: of a hundred at once five go on', async () => {
    const pools = [1, 2, 3, 4].map(() =>
      openPool({ connectionString: app.pool.raw.options.connectionString }, () => undefined, 5),
    );
    const tries = Array.from({ length: 100 }, (_, n) => {
      const pool = pools[n % pools.length];
      if (!pool) throw new Error('no pool');
      return beginAttempt(pool.db, 'account x');
    });
    const outcomes = await Promise.all(tries);
    expect(outcomes.filter((one) => one.lockedMinutes === 0)).toHaveLength(5);
    await clearFailures(app.pool.db, 'account x');
    for (const pool of pools) await pool.end();
  });
});
