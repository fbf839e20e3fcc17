import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditEntryTable } from '#server/audit/table.ts';
import { Sealer } from '#server/access/seal.ts';
import { applyAll, applyEnacted } from '#server/retention/apply.ts';
import { retentionReport } from '#server/retention/report.ts';
import { printed } from '#server/retention/print.ts';
import { verifySystem } from '#server/verify/system.ts';
import { held, MUNICIPAL, OFFICER, over, read, reported, RESIDENT, send } from '../../support/personal.ts';
import { startApp, TEST_SECRET, type RunningApp } from '../../support/running-app.ts';

const DAY = 86_400_000;
const sealer = new Sealer(TEST_SECRET);

describe('erasing a person', () => {
  let app: RunningApp;
  beforeAll(async () => (app = await startApp()));
  afterAll(() => app.stop());

  const ask = (number: string, username = 'sz-system-admin', reason = 'asked') =>
    send(app, '/erasures', { number, reason }, username);
  const decide = (id: unknown, confirmed: boolean, username = 'sz-security-admin') =>
    send(app, `/erasures/${String(id)}`, { confirmed }, username);
  const rowsOf = async (caseId: string): Promise<Record<string, number>> => {
    const tables = ['sealed', 'case_key', 'receipt', 'media', 'phone_index'];
    const counts = await Promise.all(
      tables.map((name) => app.pool.raw.query(`select from "${name}" where case_id = $1`, [caseId])),
    );
    return Object.fromEntries(tables.map((name, n) => [name, counts[n]?.rowCount ?? -1]));
  };

  it('takes two administrators, leaves the log whole, and says on the file that it was done', async () => {
    const { caseId, number, receipt } = await over(app);
    await send(app, `/cases/${caseId}/contact`, { reason: 'contact', words: '原话' }, 'ps-dispatch-1');
    const asked = await ask(number);
    expect(asked).toMatchObject({ status: 200, number, erasedAt: null });
    expect(await rowsOf(caseId)).toMatchObject({ case_key: 1, receipt: 1, phone_index: 1 });
    expect(await decide(asked['id'], true, 'sz-system-admin')).toMatchObject({ refused: 'erase-self' });
    expect(await rowsOf(caseId)).toMatchObject({ case_key: 1 });
    const done = await decide(asked['id'], true);
    expect(done).toMatchObject({ status: 200, erasedAt: await app.now() });
    expect(await rowsOf(caseId)).toEqual({ sealed: 0, case_key: 0, receipt: 0, media: 0, phone_index: 0 });
    const file = await read(app, `/cases/${caseId}`, 'ps-dispatch-1');
    expect(file).toMatchObject({ erased: true, contact: 'contact-none', report: { words: '' }, texts: {} });
    expect((file['events'] as unknown[]).length).toBeGreaterThan(5);
    expect((await app.get(`/api/v1/track/${receipt}`)).status).toBe(404);
    const found = await read(app, `/search?q=${encodeURIComponent('垃圾桶满了')}`, 'ps-dispatch-1');
    expect(JSON.stringify(found)).not.toContain(caseId);
    expect((await read(app, `/search?q=${number}`, 'ps-dispatch-1'))['hits']).toHaveLength(1);
    const acts = await app.pool.db
      .select({ act: auditEntryTable.act, details: auditEntryTable.details })
      .from(auditEntryTable)
      .where(eq(auditEntryTable.caseId, caseId));
    expect(acts.map(({ act }) => act)).toEqual(['erasure.ask', 'case.erase']);
  });

  it('leaves everything that a recount looks at as it was', async () => {
    const report = await verifySystem(app.pool.db, sealer);
    expect(report.flatMap((check) => check.differences)).toEqual([]);
  });

  it('is not for what is still handled, not twice, and not without the second person', async () => {
    const open = await held(app);
    expect(await ask(open.number)).toMatchObject({ status: 409, refused: 'erase-open' });
    expect(await ask('PS-210813-9999')).toMatchObject({ status: 404 });
    const { number, caseId } = await over(app);
    const first = await ask(number);
    expect(await ask(number, 'sz-security-admin')).toMatchObject({ refused: 'erase-pending' });
    expect(await decide(first['id'], false)).toMatchObject({ status: 200, erasedAt: null });
    expect(await rowsOf(caseId)).toMatchObject({ case_key: 1 });
    expect(await decide(first['id'], true)).toMatchObject({ refused: 'erase-done' });
    const second = await ask(number);
    await decide(second['id'], true);
    expect(await ask(number)).toMatchObject({ refused: 'erase-done' });
  });

  it('is for no one who handles cases, and shows no administrator anything of a case', async () => {
    const { number } = await over(app);
    for (const username of ['ps-dispatch-1', 'ps-supervisor-1', 'ps-leader-1', OFFICER]) {
      expect(await ask(number, username)).toMatchObject({ status: 403 });
    }
    await ask(number);
    const listed = JSON.stringify(await read(app, '/erasures', 'sz-audit-admin'));
    expect(listed).toContain(number);
    expect(listed).not.toMatch(/垃圾|139/);
  });

  it('lets nobody add words that could not be kept', async () => {
    const { number, caseId } = await over(app);
    const { id } = await ask(number);
    await decide(id, true);
    const body = { reason: 'beyond-law', words: '评价不公' };
    const late = await app.act(OFFICER, 'rating.contest', body, { caseId });
    expect(late.refused).toBe('erased');
  });
});

describe('keeping no longer than needed', () => {
  let app: RunningApp;
  beforeAll(async () => (app = await startApp()));
  afterAll(() => app.stop());

  const rule = async (subject: string) =>
    (await retentionReport(app.pool.db)).rules.find((one) => one.subject === subject);
  const contactOf = async (caseId: string): Promise<unknown> =>
    (await read(app, `/cases/${caseId}`, 'ps-dispatch-1'))['report'];

  it('counts what would go, deletes nothing by itself before it was enacted, and then what is due only', async () => {
    const old = await over(app, { words: `我叫${RESIDENT.name}，电话 13912345678，垃圾没人收` });
    const open = await held(app);
    expect(await rule('contact')).toMatchObject({ due: 0, enacted: false, oldestAt: null });
    await app.forward(181 * DAY);
    const fresh = await over(app);
    const report = await rule('contact');
    expect(report).toMatchObject({ due: 1, days: 180 });
    expect(printed(await retentionReport(app.pool.db))).not.toMatch(/欧阳|139|PS-/);
    expect(await applyEnacted(app.pool.db, sealer)).toEqual({});
    expect(await contactOf(old.caseId)).toMatchObject({ phone: '139****5678' });

    const fromAt = (await app.now()) + 1000;
    const set = { subject: 'contact', days: 180, source: '个人信息保护法 第十九条', fromAt };
    expect(await send(app, '/retention', set, 'sz-system-admin')).toMatchObject({ status: 200 });
    await app.forward(2000);
    expect(await applyEnacted(app.pool.db, sealer)).toEqual({ contact: 1 });
    expect(await contactOf(old.caseId)).toMatchObject({ name: null, phone: null });
    // The name is known no more, so it must be gone from the words as well.
    const words = JSON.stringify(await contactOf(old.caseId));
    expect(words).toContain('垃圾没人收');
    expect(words).not.toMatch(/欧阳|13912345678/);
    expect(await contactOf(fresh.caseId)).toMatchObject({ phone: '139****5678' });
    expect(await contactOf(open.caseId)).toMatchObject({ phone: '139****5678' });
    expect(await applyEnacted(app.pool.db, sealer)).toEqual({ contact: 0 });
    const { rows } = await app.pool.raw.query('select from phone_index where case_id = $1', [old.caseId]);
    expect(rows).toEqual([]);
  });

  it('erases the whole of what is three years old, and the recount stays green', async () => {
    const { caseId } = await over(app, { contact: undefined });
    await app.pool.raw.query(
      `insert into order_screen (order_id, kind, screen_id, department_id, sent_at)
       values (gen_random_uuid(), 'staff', 'old', $1, city_now())`,
      [MUNICIPAL],
    );
    await app.forward(1096 * DAY);
    const before = await rule('words');
    expect(before?.due).toBeGreaterThan(0);
    const applied = await applyAll(app.pool.db, sealer);
    expect(applied).toMatchObject({ words: before?.due, certificate: 1 });
    expect(await read(app, `/cases/${caseId}`, 'ps-dispatch-1')).toMatchObject({ erased: true });
    expect((await verifySystem(app.pool.db, sealer)).flatMap((check) => check.differences)).toEqual([]);
  });

  it('takes no rule for the past, none shorter than the law allows, and only from the system administrator', async () => {
    const fromAt = (await app.now()) + 1000;
    const set = { subject: 'certificate', days: 90, source: '试', fromAt };
    const source = '网络安全法 第二十一条';
    expect(await send(app, '/retention', { ...set, source }, 'sz-system-admin')).toMatchObject({
      refused: 'retention-short',
    });
    const past = { ...set, source, days: 200, fromAt: 0 };
    expect(await send(app, '/retention', past, 'sz-system-admin')).toMatchObject({
      refused: 'retention-past',
    });
    expect(await send(app, '/retention', { ...set, source }, 'sz-audit-admin')).toMatchObject({
      status: 403,
    });
  });
});

it('a case without a contact has none to be found by', async () => {
  const app = await startApp();
  await reported(app, { contact: { name: '只有名字' } });
  const { rows } = await app.pool.raw.query('select from phone_index');
  expect(rows).toEqual([]);
  await app.stop();
});
