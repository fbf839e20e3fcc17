import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Sealer } from '#server/access/seal.ts';
import { deviceTable } from '#server/access/table.ts';
import type { CaseFile } from '#server/case/file.ts';
import type { OrderCertificate, WallShowing } from '#server/certificate/order.ts';
import { orderScreenTable } from '#server/certificate/table.ts';
import type { WallCertificates, WallOrders } from '#server/certificate/wall.ts';
import { readConfig } from '#server/config.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { closeServer, listen } from '#server/http.ts';
import { Lifecycle } from '#server/lifecycle.ts';
import { openApplication, type Application } from '#server/open-application.ts';
import { AcknowledgingScreen } from '../../support/acknowledging-screen.ts';
import { eventually, startApp, TEST_SECRET, type RunningApp } from '../../support/running-app.ts';

const MINUTE = 60_000;
const district = { areas: ['440310'], departments: [] };
const municipal = '440310005-municipal';
const report = { channel: 'wechat', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin };

interface Placed {
  caseId: string;
  orderId: string;
  number: string;
  issuedAt: number;
}

describe('the certificate of completeness', () => {
  let app: RunningApp;
  const screens: AcknowledgingScreen[] = [];
  const walls: string[] = [];
  beforeAll(async () => (app = await startApp()));
  afterAll(() => app.stop());
  // Each test has the district's walls to itself.
  afterEach(async () => {
    for (const screen of screens.splice(0)) screen.socket.disconnect();
    for (const id of walls.splice(0)) await app.pool.db.delete(deviceTable).where(eq(deviceTable.id, id));
  });

  const wall = async (name: string, areaCode = '440310', more: object = {}) => {
    const [id, token] = [randomUUID(), randomUUID()];
    const tokenHash = new Sealer(TEST_SECRET).hash(token);
    await app.pool.db.insert(deviceTable).values({ ...{ id, name, areaCode, tokenHash }, ...more });
    walls.push(id);
    return { id, cookie: `faling_device=${token}` };
  };
  const look = async (
    cookie: string,
    view: { areas: string[]; departments: string[] } = district,
    at = app.origin,
  ) => {
    const screen = new AcknowledgingScreen(at, cookie, view);
    screens.push(screen);
    await eventually(() => screen.board !== undefined);
    return screen;
  };
  const drafted = async (): Promise<Placed> => {
    const { caseId } = await app.act(null, 'case.report', report);
    await app.act('ps-dispatch-1', 'case.accept', { matterCode: 'municipal.garbage-overflow' }, { caseId });
    const draft = { recipients: [{ departmentId: municipal, part: 'lead' }], onSiteWithinMin: 45 };
    await app.act('ps-worker-xiuxin', 'order.draft', draft, { caseId });
    const file = (await (await app.get(`/api/v1/cases/${caseId}`, 'ps-dispatch-1')).json()) as CaseFile;
    const { id = '', number = '' } = file.case.orders[0] ?? {};
    return { caseId, orderId: id, number, issuedAt: await app.now() };
  };
  const issued = async (): Promise<Placed> => {
    const order = await drafted();
    const { caseId, orderId } = order;
    const { status } = await app.act('ps-secretary-xiuxin', 'order.approve', { orderId }, { caseId });
    expect(status).toBe(200);
    return { ...order, issuedAt: await app.now() };
  };
  const certificateOf = async (number: string, username = 'ps-leader-1'): Promise<OrderCertificate> =>
    (await (await app.get(`/api/v1/orders/${number}/certificate`, username)).json()) as OrderCertificate;
  const onWall = async (number: string, name: string): Promise<WallShowing | undefined> =>
    (await certificateOf(number)).walls.find((one) => one.name === name);
  const received = (number: string, name: string) =>
    eventually(async () => {
      const showing = await onWall(number, name);
      return showing?.receivedAt != null && showing;
    });
  /** Once the server has stored all that this screen owed. */
  const settled = (screen: AcknowledgingScreen) =>
    eventually(() => screen.board && screen.receipts.since(screen.board.cursor) === screen.board.cursor);
  /** Once the order has been issued on the board of this screen. */
  const arrived = (screen: AcknowledgingScreen, orderId: string) =>
    eventually(() =>
      [...(screen.board?.cases.values() ?? [])]
        .flatMap((one) => one.orders)
        .some((order) => order.id === orderId && order.issuedAt !== null),
    );
  const shown = (number: string, name: string) =>
    eventually(async () => {
      const showing = await onWall(number, name);
      return showing?.shownAt != null && showing;
    });

  it('counts what the screens acknowledge: a wall that shows the order, and one that is off', async () => {
    const [on] = [await wall('on'), await wall('off')];
    const screen = await look(on.cookie);
    const { number, orderId, issuedAt } = await issued();
    expect(await received(number, 'on')).toMatchObject({ receivedAt: issuedAt, shownAt: null });
    await app.forward(410);
    screen.receipts.painted([orderId]);
    expect(await shown(number, 'on')).toMatchObject({ receivedAt: issuedAt, shownAt: issuedAt + 410 });
    expect(await certificateOf(number)).toMatchObject({
      ...{ number, issuedAt, issued: 2, received: 1, shown: 1, longestMs: 410 },
      zh: '发出2 送达1 展示1 最长0.41秒',
      en: 'issued 2, received 1, shown 1, longest delay 0.41 s',
      walls: [
        { name: 'off', receivedAt: null, shownAt: null },
        { name: 'on', receivedAt: issuedAt, shownAt: issuedAt + 410 },
      ],
      offices: [{ departmentId: municipal, issued: 0, received: 0, shown: 0, longestMs: null }],
      desks: { issued: 0 },
    });
  });

  it('gives a wall that comes back its true delay, and asks it for nothing that it had acknowledged', async () => {
    const { cookie } = await wall('back');
    const screen = await look(cookie);
    const before = await issued();
    await received(before.number, 'back');
    await settled(screen);
    screen.socket.disconnect();
    const order = await issued();
    await app.forward(30 * MINUTE);
    screen.socket.connect();
    const showing = await received(order.number, 'back');
    expect((showing.receivedAt ?? 0) - order.issuedAt).toBe(30 * MINUTE);
    expect(screen.snapshots).toBe(1);
    expect(await onWall(before.number, 'back')).toMatchObject({ receivedAt: before.issuedAt });
  });

  it('measures how long a frame was on its way, and not how long a screen was away', async () => {
    // given
    const measured = async (): Promise<number> => {
      const text = await (await app.get('/metrics')).text();
      return Number(/faling_commit_to_screen_seconds_count\{[^}]*\} (\d+)/.exec(text)?.[1]);
    };
    const screen = await look((await wall('measured')).cookie);
    await settled(screen);
    const before = await measured();
    // when one order comes in a frame, and another one while the screen is away
    await received((await issued()).number, 'measured');
    await settled(screen);
    screen.socket.disconnect();
    const missed = await issued();
    screen.socket.connect();
    await received(missed.number, 'measured');
    // then
    expect(await measured()).toBe(before + 1);
  });

  it('counts a snapshot that holds the order, and none that comes when the order is over', async () => {
    const [late, later] = [await wall('late'), await wall('later')];
    const { caseId, orderId, number, issuedAt } = await issued();
    await app.forward(2 * MINUTE);
    await look(late.cookie);
    expect(await received(number, 'late')).toMatchObject({ receivedAt: issuedAt + 2 * MINUTE });
    const over = { orderId, reason: 'mistake' };
    const { status } = await app.act('ps-secretary-xiuxin', 'order.withdraw', over, { caseId });
    expect(status).toBe(200);
    // A view of its own, because those who share one share a snapshot for a second.
    const screen = await look(later.cookie, { areas: ['440310005'], departments: [] });
    // Another order proves that its acknowledgements arrive.
    const next = await issued();
    await received(next.number, 'later');
    expect(screen.board?.cases.has(caseId)).toBe(true);
    expect(await onWall(number, 'later')).toMatchObject({ receivedAt: null, shownAt: null });
  });

  it('loses no receipt with a line that is cut before it was stored', async () => {
    const { cookie } = await wall('cut');
    const screen = await look(cookie);
    await settled(screen);
    screen.receipts.cut();
    screen.mute = true;
    const { number, orderId, issuedAt } = await issued();
    await arrived(screen, orderId);
    screen.receipts.painted([orderId]);
    screen.socket.disconnect();
    expect(await onWall(number, 'cut')).toMatchObject({ receivedAt: null });
    await app.forward(MINUTE);
    screen.mute = false;
    screen.socket.connect();
    const showing = await shown(number, 'cut');
    expect(showing).toMatchObject({ receivedAt: issuedAt + MINUTE, shownAt: issuedAt + MINUTE });
    expect(screen.snapshots).toBe(1);
  });

  it('believes no screen beyond what it was sent, and none about another', async () => {
    const [liar, other] = [await wall('liar'), await wall('other')];
    const [screen, mate] = [await look(liar.cookie), await look(other.cookie)];
    mate.mute = true;
    mate.receipts.cut();
    screen.receipts.cut();
    screen.mute = true;
    await screen.claim({ cursor: 1_000_000_000, shown: [] });
    const { number, orderId } = await issued();
    await screen.claim({ cursor: 0, shown: [orderId] });
    expect(await certificateOf(number)).toMatchObject({ issued: 2, received: 0, shown: 0 });
    await arrived(screen, orderId);
    await screen.claim({ cursor: screen.board!.cursor, shown: [orderId, randomUUID()] });
    expect(await certificateOf(number)).toMatchObject({ issued: 2, received: 1, shown: 1 });
    expect(await onWall(number, 'other')).toMatchObject({ receivedAt: null, shownAt: null });
  });

  it('believes nothing about an order outside of the area that a screen looks at', async () => {
    const { id, cookie } = await wall('elsewhere', '440303');
    const screen = await look(cookie, { areas: ['440303'], departments: [] });
    const { number, orderId } = await issued();
    await screen.claim({ cursor: 1_000_000_000, shown: [orderId] });
    const rows = await app.pool.db.$count(orderScreenTable, eq(orderScreenTable.screenId, id));
    expect(rows).toBe(0);
    expect((await certificateOf(number)).walls).toEqual([]);
  });

  it.each([
    ['without a cursor', { shown: [] }],
    ['with a cursor below zero', { cursor: -1, shown: [] }],
    ['with orders that are none', { cursor: 1, shown: ['everything'] }],
    [
      'with more orders than one may name',
      { cursor: 1, shown: Array.from({ length: 51 }, () => randomUUID()) },
    ],
  ])('cuts a screen that acknowledges %s', async (_what, ack) => {
    const screen = await look((await wall('broken')).cookie);
    const refused = new Promise<string>((resolve) =>
      screen.socket.on('refused', (one) => resolve(one.refused)),
    );
    screen.socket.emit('ack', ack as never, () => undefined);
    expect(await refused).toBe('bad-input');
  });

  it('counts the screens of the staff by office, and keeps nobody’s account', async () => {
    const phone = await look(await app.signIn('ps-officer-kengzi-municipal'), {
      areas: [],
      departments: [municipal],
    });
    const desk = await look(await app.signIn('ps-dispatch-1'));
    const { number, orderId } = await issued();
    await arrived(phone, orderId);
    phone.receipts.painted([orderId]);
    await eventually(async () => {
      const { offices, desks } = await certificateOf(number);
      return offices[0]?.shown === 1 && desks.received === 1;
    });
    const answer = await certificateOf(number);
    expect(answer).toMatchObject({
      ...{ issued: 2, received: 2, shown: 1 },
      offices: [{ departmentId: municipal, issued: 1, received: 1, shown: 1, longestMs: 0 }],
      desks: { issued: 1, received: 1, shown: 0 },
    });
    expect(desk.snapshots).toBe(1);
    // A second window of the same account is the same screen, and another order knows it by another name.
    await look(await app.signIn('ps-dispatch-1'));
    const next = await issued();
    await eventually(async () => (await certificateOf(next.number)).desks.received === 1);
    const rows = await app.pool.db.select().from(orderScreenTable);
    const names = rows.filter((row) => row.kind === 'staff').map((row) => row.screenId);
    expect(new Set(names).size).toBe(names.length);
    const text = JSON.stringify([rows, answer]);
    for (const account of ['ps-officer-kengzi-municipal', 'ps-dispatch-1'])
      expect(text).not.toContain(account);
  });

  it('says of a draft that nothing is due yet, and of an order elsewhere that there is none', async () => {
    const { number } = await drafted();
    expect(await certificateOf(number)).toMatchObject({ issuedAt: null, issued: 0, walls: [], offices: [] });
    const outside = await app.get(`/api/v1/orders/${number}/certificate`, 'lg-leader-1');
    expect(outside.status).toBe(404);
    const nobody = await app.get(`/api/v1/orders/${number}/certificate`);
    expect(nobody.status).toBe(401);
  });

  it('certifies each wall for a day: what was issued, what arrived, and what did not', async () => {
    await app.forward(24 * 60 * MINUTE);
    const [on, off, gone, small] = [
      await wall('on'),
      await wall('off'),
      await wall('gone', '440310', { revokedAt: new Date(await app.now()) }),
      await wall('another street', '440310001'),
    ];
    const screen = await look(on.cookie);
    const first = await issued();
    await received(first.number, 'on');
    await app.forward(1_500);
    screen.receipts.painted([first.orderId]);
    await shown(first.number, 'on');
    screen.socket.disconnect();
    const second = await issued();
    await app.forward(1_000);
    const young = await wall('young');
    const answer = (await (
      await app.get('/api/v1/certificates', 'ps-supervisor-1')
    ).json()) as WallCertificates;
    const byId = new Map(answer.walls.map((one) => [one.id, one]));
    expect(byId.get(on.id)).toMatchObject({ issued: 2, received: 1, shown: 1, longestMs: 1_500 });
    expect(byId.get(on.id)?.zh).toBe('发出2 送达1 展示1 最长1.50秒');
    expect(byId.get(off.id)).toMatchObject({ issued: 2, received: 0, shown: 0, longestMs: null });
    for (const { id } of [gone, small, young]) expect(byId.get(id)).toMatchObject({ issued: 0 });

    const one = await app.get(`/api/v1/certificates/${on.id}`, 'sz-system-admin');
    const own = (await one.json()) as WallOrders;
    expect(own.wall).toEqual(byId.get(on.id));
    expect(own.orders.map(({ number, receivedAt, shownAt }) => ({ number, receivedAt, shownAt }))).toEqual([
      { number: second.number, receivedAt: null, shownAt: null },
      { number: first.number, receivedAt: first.issuedAt, shownAt: first.issuedAt + 1_500 },
    ]);
    const yesterday = await app.get(
      `/api/v1/certificates/${on.id}?from=2021-08-13&to=2021-08-13`,
      'ps-leader-1',
    );
    expect(((await yesterday.json()) as WallOrders).orders).toEqual([]);
  });

  it('shows walls to those who answer for them, each for the own area', async () => {
    const { id } = await wall('own');
    const status = async (path: string, username?: string) =>
      (await app.get(`/api/v1/certificates${path}`, username)).status;
    expect(await status('', 'ps-leader-1')).toBe(200);
    expect(await status(`/${id}`, 'ps-leader-1')).toBe(200);
    expect(await status(`/${id}`, 'lg-leader-1')).toBe(404);
    expect(await status('?area=440303', 'ps-leader-1')).toBe(404);
    expect(await status('', 'ps-officer-kengzi-municipal')).toBe(403);
    expect(await status('', 'sz-audit-admin')).toBe(403);
    expect(await status('')).toBe(401);
    const foreign = (await (await app.get('/api/v1/certificates', 'lg-leader-1')).json()) as WallCertificates;
    expect(foreign.walls.map((one) => one.id)).not.toContain(id);
  });

  it('writes later what it could not write, with the time at which it was said', async () => {
    const screen = await look((await wall('patient')).cookie);
    await settled(screen);
    const before = screen.settled;
    await app.pool.db.execute(sql`alter table order_screen rename to order_screen_away`);
    const { number, orderId, issuedAt } = await issued();
    screen.receipts.painted([orderId]);
    await arrived(screen, orderId);
    const failed = screen.claim({ cursor: screen.board?.cursor ?? 0, shown: [orderId] });
    // What comes after it on the same line is answered, so it has been heard.
    const { snapshots } = screen;
    screen.socket.emit('resync', { reason: 'gap' });
    await eventually(() => screen.snapshots > snapshots);
    await app.forward(5 * MINUTE);
    expect(screen.settled).toBe(before);
    await app.pool.db.execute(sql`alter table order_screen_away rename to order_screen`);
    await failed;
    expect(await shown(number, 'patient')).toMatchObject({ receivedAt: issuedAt, shownAt: issuedAt });
  });

  it('is one certificate, whichever process of the same database a screen hangs on', async () => {
    const second = await anotherProcess(app);
    try {
      const [here, there] = [await wall('here'), await wall('there')];
      await look(here.cookie);
      const screen = await look(there.cookie, district, second.origin);
      const { number, orderId, issuedAt } = await issued();
      await received(number, 'here');
      expect(await received(number, 'there')).toMatchObject({ receivedAt: issuedAt });
      screen.socket.disconnect();
      const other = await issued();
      await app.forward(MINUTE);
      await second.application.tellTime();
      // It comes back to the other process, with what it holds.
      const moved = new AcknowledgingScreen(app.origin, there.cookie, district);
      screens.push(moved);
      const showing = await received(other.number, 'there');
      expect(showing.receivedAt).toBe(other.issuedAt + MINUTE);
      moved.receipts.painted([orderId]);
      expect(await shown(number, 'there')).toMatchObject({
        receivedAt: issuedAt,
        shownAt: issuedAt + MINUTE,
      });
    } finally {
      await second.life.stop();
    }
  });
});

/** A second process as the first one sees it: another application on the same database, with a port of its own. */
async function anotherProcess(
  app: RunningApp,
): Promise<{ origin: string; application: Application; life: Lifecycle }> {
  const databaseUrl = app.pool.raw.options.connectionString ?? '';
  const env = { DATABASE_URL: databaseUrl, FALING_SECRET: TEST_SECRET, LOG_LEVEL: 'error' };
  const config = readConfig(['--port', '0', '--no-demo'], env);
  const life = new Lifecycle((name, error) => console.error(name, error));
  const http = await life.begin('http', () => createServer(), closeServer, 3_000);
  // Requests keep going to the first one.
  const first = globalThis.faling;
  const application = await openApplication({ config, databaseUrl, secret: TEST_SECRET, http, life });
  globalThis.faling = first;
  await listen(http, '127.0.0.1', 0);
  return { origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, application, life };
}
