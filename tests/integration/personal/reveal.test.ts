import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REVEAL_MS } from '#domain/case/reveal.ts';
import { auditEntryTable } from '#server/audit/table.ts';
import { contactRevealTable } from '#server/contact/table.ts';
import { held, MUNICIPAL, OFFICER, over, read, reported, RESIDENT, send } from '../../support/personal.ts';
import { startApp, type RunningApp } from '../../support/running-app.ts';

describe('showing a contact', () => {
  let app: RunningApp;
  beforeAll(async () => (app = await startApp()));
  afterAll(() => app.stop());

  const reveal = (caseId: string, username: string, body: object = { reason: 'contact' }) =>
    send(app, `/cases/${caseId}/contact`, body, username);
  const noted = (caseId: string) =>
    app.pool.db
      .select()
      .from(auditEntryTable)
      .where(and(eq(auditEntryTable.caseId, caseId), eq(auditEntryTable.act, 'contact.reveal')));

  it('answers the name and the telephone for ten minutes, and writes down who, why and when', async () => {
    const { caseId } = await held(app);
    const shown = await reveal(caseId, OFFICER, { reason: 'visit', words: '到场前先打电话' });
    expect(shown).toMatchObject({ status: 200, ...RESIDENT, remainingMs: REVEAL_MS });
    const [entry] = await noted(caseId);
    expect(entry?.details).toEqual({ reason: 'visit', role: 'officer', again: false });
    expect(JSON.stringify(entry)).not.toContain('先打电话');
    const [row] = await app.pool.db
      .select()
      .from(contactRevealTable)
      .where(eq(contactRevealTable.caseId, caseId));
    expect(row).toMatchObject({ reason: 'visit', departmentId: MUNICIPAL, areaCode: '440310005' });
    expect(row?.words?.toString()).not.toContain('先打电话');
    expect((row?.expiresAt ?? 0) - (row?.at ?? 0)).toBeGreaterThanOrEqual(REVEAL_MS - 1000);
  });

  it('needs a reason, and none again within the ten minutes of the same person; each is noted', async () => {
    const { caseId } = await held(app);
    expect(await reveal(caseId, 'ps-dispatch-1', {})).toMatchObject({
      status: 422,
      refused: 'reveal-reason',
    });
    expect(await noted(caseId)).toEqual([]);
    const first = await reveal(caseId, 'ps-dispatch-1');
    const again = await reveal(caseId, 'ps-dispatch-1', {});
    expect(again).toMatchObject({ status: 200, ...RESIDENT, expiresAt: first['expiresAt'] });
    expect((await noted(caseId)).map(({ details }) => details['again'])).toEqual([false, true]);
    expect(await reveal(caseId, 'ps-dispatch-2', {})).toMatchObject({ refused: 'reveal-reason' });
  });

  it('asks for a reason again once the ten minutes are over', async () => {
    const { caseId } = await held(app);
    await reveal(caseId, 'ps-dispatch-1');
    // The ten minutes are of the real clock: the test moves the end instead of waiting for it.
    await app.pool.raw.query('alter table contact_reveal disable trigger user');
    await app.pool.db
      .update(contactRevealTable)
      .set({ expiresAt: Date.parse('2021-08-13T00:00:00Z') })
      .where(eq(contactRevealTable.caseId, caseId));
    await app.pool.raw.query('alter table contact_reveal enable trigger user');
    expect(await reveal(caseId, 'ps-dispatch-1', {})).toMatchObject({ refused: 'reveal-reason' });
    expect(await reveal(caseId, 'ps-dispatch-1')).toMatchObject({ status: 200, ...RESIDENT });
  });

  it('is told to the resident: when, which office and why, and not who', async () => {
    const { caseId, receipt } = await held(app);
    await reveal(caseId, OFFICER);
    await reveal(caseId, 'ps-worker-xiuxin', { reason: 'followup' });
    const tracked = await read(app, `/track/${receipt}`);
    const at = await app.now();
    expect(tracked['shown']).toEqual([
      { at, departmentId: null, areaCode: '440310005002', reason: 'followup' },
      { at, departmentId: MUNICIPAL, areaCode: '440310005', reason: 'contact' },
    ]);
  });

  it.each([
    ['ps-leader-1', 403, 'contact-not-yours'],
    ['sz-system-admin', 403, 'contact-not-yours'],
    ['sz-security-admin', 403, 'contact-not-yours'],
    ['sz-audit-admin', 403, 'contact-not-yours'],
    ['ps-grid-xiuxin', 403, 'contact-not-yours'],
    ['ps-officer-kengzi-stability', 404, 'not-found'],
    ['ps-worker-liulian', 404, 'not-found'],
  ])('is refused to %s, and not noted as shown', async (username, status, refused) => {
    const { caseId } = await held(app);
    expect(await reveal(caseId, username)).toMatchObject({ status, refused });
    expect(await noted(caseId)).toEqual([]);
  });

  it('gives a confidential contact to the dispatcher and the supervisor only', async () => {
    const { caseId } = await held(app, { mode: 'confidential' });
    expect(await reveal(caseId, OFFICER)).toMatchObject({ refused: 'contact-confidential' });
    expect(await reveal(caseId, 'ps-worker-xiuxin')).toMatchObject({ refused: 'contact-confidential' });
    expect(await reveal(caseId, 'ps-supervisor-1', { reason: 'verify' })).toMatchObject(RESIDENT);
    const file = await read(app, `/cases/${caseId}`, OFFICER);
    expect(file).toMatchObject({ contact: 'contact-confidential', report: { name: null, phone: null } });
  });

  it('has nothing to show of an anonymous report, also where a contact was sent with it', async () => {
    const { caseId } = await reported(app, { mode: 'anonymous' });
    expect(await reveal(caseId, 'ps-dispatch-1')).toMatchObject({ status: 404, refused: 'contact-none' });
    const { rows } = await app.pool.raw.query('select from phone_index where case_id = $1', [caseId]);
    expect(rows).toEqual([]);
  });

  it('ends with the case', async () => {
    const { caseId } = await over(app);
    expect(await reveal(caseId, 'ps-dispatch-1')).toMatchObject({ status: 409, refused: 'contact-over' });
  });

  it('does not show what it could not write down', async () => {
    const { caseId } = await held(app);
    await app.pool.raw.query('alter table audit_entry add constraint full_up check (false) not valid');
    const answer = await fetch(`${app.origin}/api/v1/cases/${caseId}/contact`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: app.origin,
        cookie: await app.signIn('ps-dispatch-1'),
      },
      body: JSON.stringify({ reason: 'contact' }),
    });
    await app.pool.raw.query('alter table audit_entry drop constraint full_up');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain(RESIDENT.phone);
  });

  it('cannot be undone: who looked stays written down', async () => {
    const { caseId } = await held(app);
    await reveal(caseId, OFFICER);
    await expect(
      app.pool.db.delete(contactRevealTable).where(eq(contactRevealTable.caseId, caseId)),
    ).rejects.toThrow();
  });
});

describe('finding the earlier cases of a caller', () => {
  let app: RunningApp;
  beforeAll(async () => (app = await startApp()));
  afterAll(() => app.stop());

  const find = (phone: string, username: string) => send(app, '/contacts/find', { phone }, username);

  it('is by the whole number, however it is written, within the own area, and noted without it', async () => {
    const { caseId } = await reported(app);
    const found = await find('+86 139-1234-5678', 'ps-dispatch-1');
    expect((found['cases'] as { caseId: string }[]).map((one) => one.caseId)).toEqual([caseId]);
    expect(JSON.stringify(found)).not.toContain(RESIDENT.name);
    expect(await find('1391234567', 'ps-dispatch-1')).toMatchObject({ status: 200, cases: [] });
    expect(await find('13912345678', 'ft-dispatch-1')).toMatchObject({ cases: [] });
    const entries = await app.pool.db
      .select({ details: auditEntryTable.details })
      .from(auditEntryTable)
      .where(eq(auditEntryTable.act, 'contact.find'));
    expect(entries.map(({ details }) => details)).toEqual([{ found: 1 }, { found: 0 }, { found: 0 }]);
  });

  it('is for dispatchers, and of a number that could be tried in parts nothing is found', async () => {
    expect(await find('13912345678', 'ps-supervisor-1')).toMatchObject({ status: 403 });
    expect(await find('1391', 'ps-dispatch-1')).toMatchObject({ status: 400, refused: 'bad-input' });
  });
});
