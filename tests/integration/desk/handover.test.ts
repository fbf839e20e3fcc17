import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import type { DeskColleague } from '#domain/desk/colleague.ts';
import type { HandoverNote } from '#domain/desk/note.ts';
import { userTable } from '#server/access/table.ts';
import { caseTable } from '#server/case/table.ts';
import { eventually, startApp, type RunningApp } from '../../support/running-app.ts';

const DAY = 'ps-dispatch-1';
const NIGHT = 'ps-dispatch-2';
const LEADER = 'ps-leader-1';
const ELSEWHERE = 'lhua-dispatch-1';
const GARBAGE = 'municipal.garbage-overflow';
const POINT = { lat: 22.7437, lon: 114.3712 };
const HOUR = 3_600_000;
const MIGRATION = readFileSync(new URL('../../../drizzle/0025_dispatcher.sql', import.meta.url), 'utf8');

describe('the handover of a shift', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  const accepted = async (by = DAY): Promise<{ caseId: string; version: number }> => {
    const words = '垃圾桶满了两天没人收';
    const contact = { name: '王小明', phone: '13812345678' };
    const { caseId } = await app.act(null, 'case.report', {
      channel: 'wechat',
      words,
      point: POINT,
      contact,
    });
    const { version } = await app.act(by, 'case.accept', { matterCode: GARBAGE }, { caseId });
    return { caseId, version };
  };
  const entrust = (by: string, caseId: string, personId: string, expectedVersion?: number) =>
    app.act(by, 'case.entrust', { personId }, { caseId, ...(expectedVersion && { expectedVersion }) });
  const dispatcherOf = async (caseId: string): Promise<string | null> => {
    const [row] = await app.pool.db.select().from(caseTable).where(eq(caseTable.id, caseId));
    return row!.body.dispatcherId;
  };
  const nameOf = (username: string): string => app.city.people.find((one) => one.username === username)!.name;
  const colleaguesOf = async (username: string): Promise<DeskColleague[]> =>
    ((await (await app.get('/api/v1/desk/colleagues', username)).json()) as { colleagues: DeskColleague[] })
      .colleagues;
  const notesFor = async (username: string, ...caseIds: string[]): Promise<HandoverNote[]> => {
    const response = await app.get(`/api/v1/desk/notes?caseIds=${caseIds.join(',')}`, username);
    return ((await response.json()) as { notes: HandoverNote[] }).notes;
  };

  it('gives a case into another hand, and leaves departments and clocks as they are', async () => {
    // Given a case of the day shift with a department
    const { caseId } = await accepted();
    const recipients = [{ departmentId: '440310005-municipal', part: 'lead' }];
    await app.act(DAY, 'case.dispatch', { recipients }, { caseId });
    const [before] = await app.pool.db.select().from(caseTable).where(eq(caseTable.id, caseId));
    expect(before!.body.dispatcherId).toBe(DAY);
    // When the night shift takes it
    expect(await entrust(NIGHT, caseId, NIGHT)).toMatchObject({ status: 200, events: ['case.entrusted'] });
    // Then it is theirs, and nothing else has changed
    const [after] = await app.pool.db.select().from(caseTable).where(eq(caseTable.id, caseId));
    const { assignments, timers, state } = before!.body;
    expect(after!.body).toMatchObject({ dispatcherId: NIGHT, assignments, timers, state });
  });

  it('tells every desk of the area at once, by no name', async () => {
    const { caseId } = await accepted();
    const socket = await app.connect(DAY, { areas: ['440310'], departments: [] });
    const told: string[] = [];
    socket.on('batch', ({ changes }) => told.push(...changes.map((one) => JSON.stringify(one))));
    const held = new Promise((resolve) => socket.once('snapshot', resolve));
    socket.connect();
    await held;
    await entrust(NIGHT, caseId, NIGHT);
    const change = await eventually(() => told.find((one) => one.includes('case.entrusted')));
    expect(JSON.parse(change)).toMatchObject({
      event: { type: 'case.entrusted', body: { personId: NIGHT } },
    });
    expect(change).not.toContain(nameOf(NIGHT));
  });

  it('is no news: a screen that opens afterwards begins without it', async () => {
    const { caseId } = await accepted();
    await entrust(NIGHT, caseId, NIGHT);
    const socket = await app.connect(DAY, { areas: ['440310'], departments: [] });
    const held = new Promise<{ recent: { type: string }[] }>((resolve) => socket.once('snapshot', resolve));
    socket.connect();
    const types = (await held).recent.map(({ type }) => type);
    expect(types).toContain('case.accepted');
    expect(types).not.toContain('case.entrusted');
  });

  it('is refused to whoever is late, who is told who was faster', async () => {
    const { caseId, version } = await accepted();
    await entrust('ps-dispatch-3', caseId, 'ps-dispatch-3', version);
    const late = await entrust(NIGHT, caseId, NIGHT, version);
    expect(late).toMatchObject({ status: 412, refused: 'stale', details: { did: 'case.entrust' } });
    expect(late.zh).toMatch(new RegExp(`^${nameOf('ps-dispatch-3')} \\d\\d:\\d\\d:\\d\\d 已先做了「交接」`));
    expect(await dispatcherOf(caseId)).toBe('ps-dispatch-3');
  });

  it.each([
    ['theirs already', DAY, 'nothing-changed'],
    ['of nobody’s account', 'no-such-person', 'unknown-person'],
    ['somebody who is no dispatcher', 'ps-supervisor-1', 'cannot-take'],
    ['a dispatcher of another district', ELSEWHERE, 'cannot-take'],
  ])('is refused for %s', async (_, personId, refused) => {
    const { caseId } = await accepted();
    expect(await entrust(DAY, caseId, personId)).toMatchObject({ refused });
    expect(await dispatcherOf(caseId)).toBe(DAY);
  });

  it('counts an account that was disabled as none', async () => {
    const { caseId } = await accepted();
    const own = eq(userTable.id, 'ps-dispatch-3');
    await app.pool.db
      .update(userTable)
      .set({ disabledAt: new Date(0) })
      .where(own);
    expect(await entrust(DAY, caseId, 'ps-dispatch-3')).toMatchObject({ refused: 'unknown-person' });
    expect((await colleaguesOf(DAY)).map(({ id }) => id)).not.toContain('ps-dispatch-3');
    await app.pool.db.update(userTable).set({ disabledAt: null }).where(own);
  });

  it('is for dispatchers and supervisors; a leader only looks on', async () => {
    const { caseId } = await accepted();
    expect(await entrust(LEADER, caseId, NIGHT)).toMatchObject({ status: 403, refused: 'not-allowed' });
    expect(await entrust('ps-supervisor-1', caseId, NIGHT)).toMatchObject({ status: 200 });
    expect(await entrust(ELSEWHERE, caseId, ELSEWHERE)).toMatchObject({ status: 404, refused: 'not-found' });
  });

  it('knows who sits at the desk, the shift that the roster has them on now, and the next', async () => {
    const now = await app.now();
    const duty = { post: 'desk', areaCode: '440310', personId: DAY, from: now - HOUR, until: now + HOUR };
    const later = { ...duty, personId: NIGHT, from: now + HOUR, until: now + 9 * HOUR };
    const origin = { 'content-type': 'application/json', origin: app.origin };
    const far = {
      ...duty,
      areaCode: '4403',
      personId: 'sz-dispatch-1',
      from: now + 25 * HOUR,
      until: now + 33 * HOUR,
    };
    for (const one of [duty, later, far]) {
      const response = await fetch(`${app.origin}/api/v1/roster`, {
        method: 'POST',
        headers: { ...origin, cookie: await app.signIn('sz-system-admin') },
        body: JSON.stringify(one),
      });
      expect(response.status).toBe(200);
    }
    const found = await colleaguesOf(LEADER);
    const of = (id: string) => found.find((one) => one.id === id);
    // 22:00: the early shift of the first is tomorrow's, and the second's late one has two hours to go
    expect(of(DAY)).toEqual({
      ...{ id: DAY, name: nameOf(DAY), areas: ['440310'] },
      shift: { from: now - HOUR, until: now + HOUR },
      next: { from: now + 10 * HOUR, until: now + 18 * HOUR },
    });
    expect(of(NIGHT)).toMatchObject({
      shift: { from: now - 6 * HOUR, until: now + 2 * HOUR },
      next: { from: now + HOUR, until: now + 9 * HOUR },
    });
    expect(of('ps-dispatch-3')).toMatchObject({
      shift: null,
      next: { from: now + 2 * HOUR, until: now + 10 * HOUR },
    });
    // Of the city around it as well, whose shift is more than a day away, and of no other district.
    expect(of('sz-dispatch-1')).toMatchObject({ shift: null, next: null });
    expect(of(ELSEWHERE)).toBeUndefined();
  });

  it('is told of cases of before it was kept as their log tells it', async () => {
    // Given cases as they were stored: accepted by a dispatcher, by the community and sent on, by nobody
    const { caseId: own } = await accepted();
    const report = { channel: 'wechat', words: '路灯不亮', point: POINT };
    const { caseId: sent } = await app.act(null, 'case.report', report);
    await app.act('ps-worker-xiuxin', 'case.accept', { matterCode: GARBAGE }, { caseId: sent });
    const recipients = [{ departmentId: '440310005-municipal', part: 'lead' }];
    await app.act(NIGHT, 'case.dispatch', { recipients }, { caseId: sent });
    const { caseId: fresh } = await app.act(null, 'case.report', report);
    const all = [own, sent, fresh];
    const stored = () => Promise.all(all.map(dispatcherOf));
    const before = await stored();
    expect(before).toEqual([DAY, NIGHT, null]);
    // When they lose it, and are migrated once more
    const client = await app.pool.raw.connect();
    await client.query('begin');
    await client.query(`update "case" set body = body - 'dispatcherId' where id = any ($1)`, [all]);
    for (const statement of MIGRATION.split('--> statement-breakpoint')) await client.query(statement);
    await client.query('commit');
    client.release(true);
    // Then each is whose it was
    expect(await stored()).toEqual(before);
  });

  it('reads the last note of each case, and of no case that is out of reach', async () => {
    const [noted, silent] = [await accepted(), await accepted()];
    const note = (text: string, kind = 'note') =>
      app.act(DAY, 'case.record', { kind, text }, { caseId: noted.caseId });
    await note('先问物业');
    await note('王小明 23 点前回电话，号码 13812345678');
    await note('已通话', 'call');
    const notes = await notesFor(NIGHT, noted.caseId, silent.caseId);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatchObject({ caseId: noted.caseId, by: nameOf(DAY), at: await app.now() });
    // No number and no name of whoever reported it.
    expect(notes[0]!.text).toBe('＊＊＊ 23 点前回电话，号码 ＊＊＊');
    expect(await notesFor(ELSEWHERE, noted.caseId)).toEqual([]);
    const many = Array.from({ length: 101 }, () => noted.caseId);
    const asked = await app.get(`/api/v1/desk/notes?caseIds=${many.slice(0, 100).join(',')}`, NIGHT);
    expect(asked.status).toBe(200);
    expect((await app.get(`/api/v1/desk/notes?caseIds=${many.join(',')}`, NIGHT)).status).toBe(400);
  });
});
