import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VolunteerNear } from '#domain/whereabouts.ts';
import { DATABASE_ROLES } from '#server/db/scope.ts';
import { openPool, type Pool } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { QUOTAS } from '#server/quota/quotas.ts';
import { forgetWhereabouts } from '#server/whereabouts/tell.ts';
import { whereaboutsTable } from '#server/whereabouts/table.ts';
import { eventually, startApp, type RunningApp } from '../../support/running-app.ts';

const DISPATCHER = 'ps-dispatch-1';
const ELSEWHERE = 'lh-dispatch-1';
const GRID = 'ps-grid-xiuxin';
const PLACE = STORY_PLACES.xiuxin;
/** A metre of latitude, in degrees. */
const METRE = 1 / 111_195;
const north = (metres: number) => ({ lat: PLACE.lat + metres * METRE, lon: PLACE.lon });

describe('where volunteers on duty are', () => {
  let app: RunningApp;
  let askers: Pool;
  let caseId: string;
  beforeAll(async () => {
    app = await startApp();
    askers = openPool({ connectionString: app.databaseUrl }, () => undefined, 2, DATABASE_ROLES.asker);
    const report = { channel: 'wechat', words: '垃圾桶满了两天没人收', point: PLACE };
    ({ caseId } = await app.act(null, 'case.report', report));
  });
  afterEach(() => app.pool.db.execute(sql`delete from whereabouts`));
  afterAll(async () => {
    await askers.end();
    await app.stop();
  });

  const send = async (username: string, method: 'PUT' | 'POST', path: string, body: object) => {
    const response = await fetch(`${app.origin}/api/v1/me/whereabouts${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        origin: app.origin,
        cookie: await app.signIn(username),
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, ...((await response.json()) as { refused?: string }) };
  };
  const tell = (username: string, point: object) => send(username, 'PUT', '', point);
  const leave = (username: string) => send(username, 'POST', '/leave', {});
  const asked = (username: string, id = caseId) => app.get(`/api/v1/cases/${id}/volunteers`, username);
  const seen = async (username = DISPATCHER): Promise<VolunteerNear[]> =>
    ((await (await asked(username)).json()) as { volunteers: VolunteerNear[] }).volunteers;
  const nameOf = (username: string) => app.city.people.find((one) => one.username === username)!.name;
  const age = (minutes: number) =>
    app.pool.db.execute(
      sql`update whereabouts set at = clock_timestamp() - ${`${minutes} minutes`}::interval`,
    );

  it('are told to the dispatcher of their area: who, of which kind, how far and how long ago, and no place', async () => {
    expect(await tell(GRID, north(120))).toEqual({ status: 200, remainingMs: 900_000 });
    const text = await (await asked(DISPATCHER)).text();
    const [found, ...others] = (JSON.parse(text) as { volunteers: VolunteerNear[] }).volunteers;
    expect(found).toMatchObject({ name: nameOf(GRID), force: 'grid', distanceM: 120 });
    expect(Object.keys(found!).sort()).toEqual(['ageMs', 'distanceM', 'force', 'name']);
    expect(found!.ageMs).toBeLessThan(10_000);
    expect(others).toEqual([]);
    expect(text).not.toMatch(/22\.7|114\.3|lat|lon/);
  });

  it('are not told to a dispatcher of another area, neither of this case nor of an own one nearby', async () => {
    await tell(GRID, north(20));
    expect((await asked(ELSEWHERE)).status).toBe(404);
    const report = { channel: 'wechat', words: '路灯不亮', point: STORY_PLACES.fubao };
    const own = await app.act(null, 'case.report', report);
    // Even where the volunteer of another district stands right beside it.
    await tell(GRID, STORY_PLACES.fubao);
    expect(await (await asked(ELSEWHERE, own.caseId)).json()).toEqual({ volunteers: [] });
  });

  it.each([
    'ps-worker-xiuxin',
    'ps-supervisor-1',
    'ps-leader-1',
    GRID,
    'ps-officer-kengzi-municipal',
    'sz-system-admin',
  ])('are not told to %s, who dispatches nothing', async (username) => {
    expect((await asked(username)).status).toBe(403);
  });

  it('are told by a volunteer only, and of oneself only', async () => {
    expect(await tell(DISPATCHER, north(0))).toMatchObject({ status: 403, refused: 'not-allowed' });
    expect((await tell(GRID, { ...north(0), personId: 'ps-volunteer-xiuxin' })).status).toBe(400);
    expect((await tell(GRID, { lat: 122, lon: 114 })).status).toBe(400);
    expect(await app.pool.db.$count(whereaboutsTable)).toBe(0);
  });

  it('are one position a person, to some ten metres, and nothing of before', async () => {
    await tell(GRID, { lat: 22.743_712_9, lon: 114.371_256_1 });
    await tell(GRID, { lat: 22.744_561_2, lon: 114.371_256_1 });
    const { rows } = await app.pool.db.execute(sql`select person_id, lat, lon from whereabouts`);
    expect(rows).toEqual([{ person_id: GRID, lat: 22.7446, lon: 114.3713 }]);
  });

  it('are gone when they go off duty, which may be said twice', async () => {
    await tell(GRID, north(20));
    expect(await leave(GRID)).toEqual({ status: 200, remainingMs: 0 });
    expect(await leave(GRID)).toEqual({ status: 200, remainingMs: 0 });
    expect(await seen()).toEqual([]);
    expect(await app.pool.db.$count(whereaboutsTable)).toBe(0);
  });

  it('are not shown after 15 minutes, and are deleted', async () => {
    await tell(GRID, north(20));
    await age(14.9);
    expect(await seen()).toHaveLength(1);
    expect(await forgetWhereabouts(app.pool.db)).toBe(0);
    await age(15.1);
    expect(await seen()).toEqual([]);
    expect(await forgetWhereabouts(app.pool.db)).toBe(1);
    expect(await app.pool.db.$count(whereaboutsTable)).toBe(0);
  });

  it('are not shown of an account that is out of use', async () => {
    await tell(GRID, north(20));
    await app.pool.db.execute(sql`update "user" set disabled_at = now() where id = ${GRID}`);
    expect(await seen()).toEqual([]);
    await app.pool.db.execute(sql`update "user" set disabled_at = null where id = ${GRID}`);
  });

  it('stand in no event, no frame of a screen, no audit entry, no command and no chain', async () => {
    await Promise.all([app.signIn(GRID), app.signIn(DISPATCHER)]);
    const screen = await app.connect(DISPATCHER, { areas: ['440310'], departments: [] });
    const frames: string[] = [];
    screen.onAny((name: string, message: unknown) => frames.push(`${name} ${JSON.stringify(message)}`));
    screen.connect();
    await eventually(() => frames.some((frame) => frame.startsWith('snapshot')));
    const counts = async () => {
      const { rows } = await app.pool.db.execute(sql`select
        (select count(*) from event) as events, (select count(*) from feed) as feed,
        (select count(*) from audit_entry) as entries, (select count(*) from command) as commands`);
      return rows[0];
    };
    const before = await counts();
    await tell(GRID, { lat: 22.7441, lon: 114.3733 });
    await seen();
    await leave(GRID);
    expect(await counts()).toEqual(before);
    // Something else is heard after it, so that its own frame would have come.
    const report = { channel: 'wechat', words: '路灯不亮', point: STORY_PLACES.xiuxin };
    const { caseId: last } = await app.act(null, 'case.report', report);
    await eventually(() => frames.some((frame) => frame.includes(last)));
    expect(frames.filter((frame) => /22\.7441|114\.3733|whereabouts/.test(frame))).toEqual([]);
    screen.disconnect();
  });

  it('are kept back by the database itself, whoever forgets to ask for whom it is', async () => {
    await tell(GRID, north(20));
    const rows = (reach?: Parameters<typeof transaction>[3]) =>
      transaction(
        askers.db,
        async (tx) => (await tx.execute(sql`select person_id from whereabouts`)).rows.length,
        'read',
        reach,
      );
    expect(await rows()).toBe(0);
    expect(await rows({ areas: ['440303', '440309'] })).toBe(0);
    expect(await rows({ departments: ['440310005-municipal'], cases: [caseId] })).toBe(0);
    expect(await rows({ areas: ['440310'] })).toBe(1);
    expect(await rows({ actor: GRID })).toBe(1);
    const forged = transaction(
      askers.db,
      (tx) =>
        tx.execute(sql`insert into whereabouts (person_id, lat, lon) values ('ps-volunteer-xiuxin', 1, 1)`),
      'write',
      { areas: ['440310'], actor: GRID },
    );
    await expect(forged).rejects.toThrow();
    const taken = await transaction(
      askers.db,
      async (tx) => (await tx.execute(sql`delete from whereabouts`)).rowCount,
      'write',
      { areas: ['440310'], actor: DISPATCHER },
    );
    expect(taken).toBe(0);
  });

  it('stand outside of the write-ahead log, behind forced policies', async () => {
    const { rows } = await app.pool.db.execute(sql`
      select relpersistence, relrowsecurity, relforcerowsecurity from pg_class where relname = 'whereabouts'`);
    expect(rows).toEqual([{ relpersistence: 'u', relrowsecurity: true, relforcerowsecurity: true }]);
  });

  it('are taken a few times a minute from one account, and no more', async () => {
    const statuses: number[] = [];
    for (let times = 0; times <= QUOTAS.whereabouts.times; times += 1)
      statuses.push((await tell('ps-volunteer-xiuxin', north(20))).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(QUOTAS.whereabouts.times);
    expect(statuses.at(-1)).toBe(429);
  });

  it('of a case that there is not are refused like one elsewhere', async () => {
    expect((await asked(DISPATCHER, randomUUID())).status).toBe(404);
  });
});
