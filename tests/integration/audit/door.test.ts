import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROLES } from '#domain/person/person.ts';
import { note } from '#server/audit/entry.ts';
import { ChainWriter } from '#server/audit/extend.ts';
import type { AuditList } from '#server/audit/list.ts';
import type { AuditState } from '#server/audit/state.ts';
import { eventually, startApp, type RunningApp } from '../../support/running-app.ts';

const AUDITOR = 'sz-audit-admin';
let app: RunningApp;
beforeAll(async () => (app = await startApp()));
afterAll(() => app.stop());

const list = async (query = ''): Promise<AuditList> =>
  (await (await app.get(`/api/v1/audit/entries${query}`, AUDITOR)).json()) as AuditList;
const state = async (): Promise<AuditState> =>
  (await (await app.get('/api/v1/audit/state', AUDITOR)).json()) as AuditState;
const put = async (path: string, body: object, username: string, method = 'PUT'): Promise<number> => {
  const headers = {
    'content-type': 'application/json',
    origin: app.origin,
    cookie: await app.signIn(username),
  };
  return (await fetch(`${app.origin}/api/v1${path}`, { method, headers, body: JSON.stringify(body) })).status;
};

describe('the audit', () => {
  test('is for the audit administrator, and refused to every other role and to whoever is not signed in', async () => {
    const others = ROLES.filter((role) => role !== 'audit-admin').map(
      (role) => app.city.people.find((person) => person.role === role)?.username ?? role,
    );
    for (const path of ['/api/v1/audit/entries', '/api/v1/audit/state']) {
      for (const username of others) {
        const response = await app.get(path, username);
        expect([username, response.status]).toEqual([username, 403]);
        expect(await response.json()).toMatchObject({ refused: 'not-allowed' });
      }
      expect((await app.get(path)).status).toBe(401);
      expect((await app.get(path, AUDITOR)).status).toBe(200);
    }
  });

  test('has every setting with who set it, and nothing that a person wrote', async () => {
    const [person] = app.city.people;
    expect(await put('/calendar/2021-12-24', { works: false, reason: '秘密理由' }, 'sz-system-admin')).toBe(
      200,
    );
    const from = Date.parse('2021-09-01T08:00:00+08:00');
    const duty = { post: 'handler', areaCode: '440310', personId: person?.id, from, until: from + 3_600_000 };
    expect(await put('/roster', duty, 'sz-system-admin', 'POST')).toBe(200);
    // What was refused was not set.
    expect(await put('/calendar/2021-01-01', { works: true, reason: '过去' }, 'sz-system-admin')).not.toBe(
      200,
    );
    const { entries } = await list('?act=settings.change');
    expect(entries.map(({ actorName, subject, details }) => [actorName !== null, subject, details])).toEqual([
      [true, expect.any(String), expect.objectContaining({ setting: 'roster', personId: person?.id, from })],
      [true, '2021-12-24', { setting: 'calendar', works: false }],
    ]);
    expect(JSON.stringify(entries)).not.toContain('秘密理由');
    expect(entries[0]).toMatchObject({ zh: '修改设置', en: 'Changed a setting' });
  });

  test('is read by act, by account, by case and by day', async () => {
    const { caseId } = await app.act(null, 'case.report', {
      ...{ channel: 'wechat', words: '东二三巷的垃圾桶满了，两天没人收' },
      point: { lat: 22.7437, lon: 114.3712 },
    });
    const { rows } = await app.pool.db.execute<{ number: string; id: string; today: string }>(sql`
      select number, (select id from "user" where username = 'ps-dispatch-1') as id,
        to_char(clock_timestamp() at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as today from "case" where id = ${caseId}`);
    const { number, id, today } = rows[0]!;
    await note(app.pool.db, { actor: id, act: 'contact.reveal', caseId, details: { reason: 'callback' } });
    const wanted = [
      expect.objectContaining({ act: 'contact.reveal', actor: id, caseNumber: number, caseId }),
    ];
    for (const query of [
      `?case=${number}`,
      `?case=${caseId}`,
      '?actor=PS-dispatch-1&act=contact.reveal',
      `?actor=${id}&act=contact.reveal&from=${today}&to=${today}`,
    ]) {
      expect((await list(query)).entries, query).toEqual(wanted);
    }
    expect((await list(`?case=${number}&to=2021-01-01`)).entries).toEqual([]);
    expect((await list('?case=PS-000000-0000')).entries).toEqual([]);
    expect((await app.get('/api/v1/audit/entries?act=anything', AUDITOR)).status).toBe(400);
    expect((await app.get('/api/v1/audit/entries?from=2021-02-30', AUDITOR)).status).toBe(400);
  });

  test('is read page by page to its end, each entry once, while others are added', async () => {
    for (let n = 0; n < 230; n += 1)
      await note(app.pool.db, { actor: 'nobody', act: 'sign-in.failed', details: { n } });
    const seen: number[] = [];
    for (let before = ''; ;) {
      const { entries, next } = await list(`?act=sign-in.failed${before}`);
      seen.push(...entries.map(({ id }) => id));
      await note(app.pool.db, { actor: 'nobody', act: 'sign-in.failed' });
      if (next === null) break;
      before = `&before=${next}`;
    }
    expect(seen.length).toBeGreaterThanOrEqual(230);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
  });

  test('notes that it was read, once an hour a reader', async () => {
    for (let n = 0; n < 3; n += 1) await list();
    const read = async (): Promise<number> => (await list('?act=audit.read')).entries.length;
    expect(await read()).toBe(1);
    await app.pool.db.execute(
      sql.raw(`begin; set local session_replication_role = replica;
      update audit_entry set at = at - interval '61 minutes' where act = 'audit.read'; commit`),
    );
    expect(await read()).toBe(2);
  });
});

describe('the state of the chains', () => {
  test('says how far they go, that they are sound, and that nothing leaves this installation', async () => {
    // The test has just changed an instant behind the chain's back.
    await app.pool.db.execute(
      sql.raw(`begin; set local session_replication_role = replica;
      delete from audit_link; delete from audit_anchor; commit`),
    );
    await note(app.pool.db, { actor: 'system', act: 'retention.apply' });
    await new ChainWriter(app.pool.db).extend();
    const told = await eventually(async () => {
      const now = await state();
      return now.chains.entries.unbound + now.chains.feed.unbound === 0 && now.signed !== null && now;
    }, 40_000);
    const { rows } = await app.pool.db.execute<{ feed: number; entries: number }>(
      sql`select (select count(*)::int from feed) as feed, (select count(*)::int from audit_entry) as entries`,
    );
    expect(told).toMatchObject({
      ...{ sink: null, taken: null, sound: true, findings: [] },
      chains: { feed: { position: rows[0]?.feed }, entries: { position: rows[0]?.entries } },
    });
    expect(told.acts.find(({ act }) => act === 'audit.read')).toEqual({
      ...{ act: 'audit.read', zh: '查阅审计记录', en: 'Read the audit entries' },
    });
  });

  test('names what does not fit', async () => {
    await app.pool.db.execute(
      sql.raw(`begin; set local session_replication_role = replica;
      update audit_entry set actor = 'x' where id = 2; commit`),
    );
    const { sound, findings } = await state();
    expect(sound).toBe(false);
    expect(findings).toEqual([
      expect.objectContaining({
        kind: 'edited',
        zh: expect.stringContaining('审计记录 2 被改动过') as string,
      }),
    ]);
  });
});
