import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isRefusal } from '#domain/refusal.ts';
import { Sealer } from '#server/access/seal.ts';
import { auditEntryTable } from '#server/audit/table.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { addPartner } from '#server/demo/load.ts';
import { QUOTAS, type Quota, type QuotaName } from '#server/quota/quotas.ts';
import { addShared, forgetQuotas } from '#server/quota/joint-count.ts';
import { quotaTable } from '#server/quota/table.ts';
import { Turnstile } from '#server/quota/turnstile.ts';
import { rawRequest, type RawAnswer } from '../../support/raw-request.ts';
import { startApp, TEST_SECRET, type RunningApp } from '../../support/running-app.ts';

const fail = (fault: unknown): never => {
  throw fault;
};
const report = { channel: 'web', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin };

describe('quotas', () => {
  let app: RunningApp;
  beforeAll(async () => (app = await startApp(undefined, undefined, { FALING_PROXY_DEPTH: '1' })));
  afterAll(() => app.stop());
  afterEach(() => app.pool.db.delete(quotaTable));

  const few = (name: QuotaName, times: number): Record<QuotaName, Quota> => ({
    ...QUOTAS,
    [name]: { ...QUOTAS[name], times },
  });
  /** A process of its own on the same database. */
  const turnstile = (quotas: Record<QuotaName, Quota> = QUOTAS): Turnstile =>
    new Turnstile({ db: app.pool.db, sealer: new Sealer(TEST_SECRET), onFault: fail, quotas });
  const noted = () =>
    app.pool.db.select().from(auditEntryTable).where(eq(auditEntryTable.act, 'quota.exceeded'));

  it('that are shared are counted by all processes together, and the refusal says when to come back', async () => {
    const [one, other] = [turnstile(few('report', 4)), turnstile(few('report', 4))];
    const let_through: boolean[] = [];
    for (const process of [one, other, one, other, one, other])
      let_through.push((await process.take('report', '203.0.113.5')) === undefined);
    expect(let_through).toEqual([true, true, true, true, false, false]);
    expect(await other.take('report', '203.0.113.6')).toBeUndefined();
    const refusal = await one.take('report', '203.0.113.5');
    expect(refusal).toMatchObject({ refused: 'too-many' });
    expect(Number(refusal?.details['seconds'])).toBeGreaterThan(0);
    expect(Number(refusal?.details['seconds'])).toBeLessThanOrEqual(QUOTAS.report.withinS);
  });

  it('are noted once when they are exceeded, without an address', async () => {
    const before = (await noted()).length;
    const process = turnstile(few('report', 1));
    for (let times = 0; times < 5; times += 1) await process.take('report', '203.0.113.77');
    const entries = (await noted()).slice(before);
    expect(entries).toMatchObject([{ actor: 'nobody', subject: 'report' }]);
    expect(JSON.stringify(entries)).not.toContain('203.0.113');
    const rows = await app.pool.db.select().from(quotaTable);
    expect(JSON.stringify(rows)).not.toContain('203.0.113');
  });

  it('of an account are noted under its id', async () => {
    const before = (await noted()).length;
    const process = turnstile(few('search', 1));
    for (let times = 0; times < 3; times += 1) await process.take('search', 'the-account');
    expect((await noted()).slice(before)).toMatchObject([{ actor: 'the-account', subject: 'search' }]);
  });

  it('of what could not be looked at count nothing: the database was away, not the code wrong', async () => {
    const process = turnstile(few('receipt code', 2));
    const away = () => Promise.reject(new Error('the database is gone'));
    for (let times = 0; times < 5; times += 1)
      await expect(process.attempt('receipt code', '203.0.113.9', away, () => true)).rejects.toThrow('gone');
    const right = await process.attempt(
      'receipt code',
      '203.0.113.9',
      async () => 'a case',
      () => false,
    );
    expect(right).toBe('a case');
  });

  it('of what fails count failures only, a thousand at once too', async () => {
    const process = turnstile(few('receipt code', 10));
    const guess = (right: boolean) =>
      process.attempt(
        'receipt code',
        '203.0.113.8',
        async () => right,
        (answer) => !answer,
      );
    for (let times = 0; times < 50; times += 1) expect(await guess(true)).toBe(true);
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => guess(false)));
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(10);
    expect(await guess(true)).toMatchObject({ refused: 'too-many' });
  });

  it('end with their window, and are deleted after it', async () => {
    const { db } = app.pool;
    await addShared(db, 'a key', 3, 60);
    expect(await addShared(db, 'a key', 1, 60)).toMatchObject({ times: 4 });
    await db
      .update(quotaTable)
      .set({ endsAt: new Date(0) })
      .where(eq(quotaTable.key, 'a key'));
    expect(await addShared(db, 'a key', 1, 60)).toMatchObject({ times: 1 });
    await db.update(quotaTable).set({ endsAt: new Date(0) });
    await forgetQuotas(db);
    expect(await db.$count(quotaTable)).toBe(0);
  });

  it('hold without the database, by what this process counts', async () => {
    const faults: unknown[] = [];
    const gone = { insert: () => fail(new Error('the database is gone')) } as never;
    const process = new Turnstile({
      ...{ db: gone, sealer: new Sealer(TEST_SECRET), quotas: few('report', 3) },
      onFault: (fault) => faults.push(fault),
    });
    const answers = [];
    for (let times = 0; times < 5; times += 1) answers.push(await process.take('report', 'a'));
    expect(answers.map((answer) => answer?.refused)).toEqual([
      undefined,
      undefined,
      undefined,
      'too-many',
      'too-many',
    ]);
    // Three counts and one note of the first refusal.
    expect(faults).toHaveLength(4);
  });

  describe('at the door', () => {
    let next = 10;
    /** An address that nothing has been counted for. */
    const somewhere = (): string => `198.51.100.${(next += 1)}`;
    const ask = (
      path: string,
      from: string,
      init: Parameters<typeof rawRequest>[1] = {},
    ): Promise<RawAnswer> =>
      rawRequest(app.origin + path, { ...init, headers: { ...init.headers, 'x-forwarded-for': from } });
    const json = { 'content-type': 'application/json' };
    const expectTooMany = (answer: RawAnswer): void => {
      expect(answer.status).toBe(429);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    };

    it('wrong receipt codes are refused after thirty, by page, by API and as a sender; a right one is not counted', async () => {
      const from = somewhere();
      const { receipt } = await app.act(null, 'case.report', report);
      for (let times = 0; times < 40; times += 1)
        expect((await ask(`/api/v1/track/${receipt}`, from)).status).toBe(200);
      for (let times = 0; times < 10; times += 1) {
        expect((await ask('/api/v1/track/PS-2222-2222', from)).status).toBe(404);
        expect((await ask('/track/PS-2222-2222', from)).status).toBe(200);
        const headers = { 'x-receipt-code': 'PS-2222-2222' };
        expect((await ask('/api/v1/world', from, { headers })).status).toBe(404);
      }
      expectTooMany(await ask('/api/v1/track/PS-2222-2222', from));
      expect((await ask('/track/PS-2222-2222', from)).status).toBe(429);
      expect((await ask(`/api/v1/track/${receipt}`, somewhere())).status).toBe(200);
    });

    it('what a client says of its address does not help it', async () => {
      const from = somewhere();
      for (let times = 0; times < 30; times += 1)
        await ask('/api/v1/track/PS-2222-2222', `10.0.0.${times}, ${from}`);
      expectTooMany(await ask('/api/v1/track/PS-2222-2222', `10.0.0.99, ${from}`));
    });

    it('reports without an account are refused after three hundred from one address, with both sentences', async () => {
      const from = somewhere();
      const send = (): Promise<RawAnswer> =>
        ask('/api/v1/commands', from, {
          ...{ method: 'POST', headers: json },
          body: JSON.stringify({ id: randomUUID(), type: 'case.report', body: report }),
        });
      await turnstile().take('report', from, QUOTAS.report.times - 1);
      expect((await send()).status).toBe(200);
      const refused = await send();
      expectTooMany(refused);
      expect(JSON.parse(refused.body)).toMatchObject({
        refused: 'too-many',
        zh: expect.stringContaining('秒后再试'),
        en: expect.stringContaining('seconds'),
      });
    });

    it('sign-ins are refused after sixty from one address in a minute, in every mode, as a page too', async () => {
      const from = somewhere();
      const headers = { ...json, origin: app.origin };
      const attempt = (): Promise<RawAnswer> =>
        ask('/api/auth/sign-in/username', from, {
          ...{ method: 'POST', headers },
          body: JSON.stringify({ username: `nobody-${randomUUID().slice(0, 8)}`, password: 'wrong' }),
        });
      await turnstile().take('sign-in', from, QUOTAS['sign-in'].times - 2);
      expect((await attempt()).status).not.toBe(429);
      expect((await attempt()).status).not.toBe(429);
      const refused = await attempt();
      expectTooMany(refused);
      expect(JSON.parse(refused.body)).toMatchObject({ refused: 'too-many' });
    });

    it('wrong partner keys are refused after thirty; the right one elsewhere goes on', async () => {
      const from = somewhere();
      const key = await addPartner(app.pool.db, new Sealer(TEST_SECRET), '测试平台');
      const { lat, lon } = STORY_PLACES.xiuxin;
      const post = (api_key: string, at: string): Promise<RawAnswer> =>
        ask('/open311/v2/requests.json', at, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({
            ...{ api_key, service_code: 'municipal.garbage-overflow', description: '满了两天' },
            ...{ lat: String(lat), long: String(lon) },
          }).toString(),
        });
      for (let times = 0; times < 30; times += 1)
        expect((await post(`guess ${times}`, from)).status).toBe(403);
      const refused = await post('guess', from);
      expectTooMany(refused);
      expect(JSON.parse(refused.body)).toMatchObject([{ code: 429 }]);
      expect((await post(key, somewhere())).status).toBe(201);
    });

    it('a whole command room behind one address works on: forty acts of each write nothing here', async () => {
      const from = somewhere();
      const { caseId } = await app.act(null, 'case.report', report);
      const people = ['ps-dispatch-1', 'ps-dispatch-2', 'ps-supervisor-1'];
      const before = await app.pool.db.$count(quotaTable);
      for (const username of people.filter((name) => app.city.people.some((one) => one.username === name))) {
        const cookie = await app.signIn(username);
        const body = (): string =>
          JSON.stringify({
            id: randomUUID(),
            type: 'case.record',
            caseId,
            body: { kind: 'note', text: '已核实。' },
          });
        const answers = await Promise.all(
          Array.from({ length: 40 }, () =>
            ask('/api/v1/commands', from, {
              ...{ method: 'POST', headers: { ...json, origin: app.origin, cookie } },
              body: body(),
            }),
          ),
        );
        expect(answers.filter(({ status }) => status === 429)).toEqual([]);
      }
      const written = await app.pool.db.select().from(quotaTable);
      expect(written.length - before).toBeLessThanOrEqual(people.length);
    });
  });
});
