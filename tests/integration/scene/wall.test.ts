import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { io } from 'socket.io-client';
import { eq } from 'drizzle-orm';
import type { WallMessage } from '#domain/scene/projection.ts';
import { DEFAULT_SETUP } from '#domain/scene/scene.ts';
import { auditEntryTable } from '#server/audit/table.ts';
import { Sealer } from '#server/access/seal.ts';
import { addDevice } from '#server/demo/load.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import {
  eventually,
  startApp,
  TEST_SECRET,
  type FeedClient,
  type RunningApp,
} from '../../support/running-app.ts';

const WALL = 'demo-wall-440310';
const overview = { scene: 'overview', seconds: 60 };

describe('what a wall shows', () => {
  let app: RunningApp;
  let token: string;
  beforeAll(async () => {
    app = await startApp();
    token = await addDevice(app.pool.db, new Sealer(TEST_SECRET), '440310', '指挥大厅');
    await addDevice(app.pool.db, new Sealer(TEST_SECRET), '440304', '福田大厅');
  });
  afterAll(() => app.stop());

  /** The wall's own socket, and everything that it was told about itself. */
  async function wall(): Promise<{ socket: FeedClient; told: WallMessage[] }> {
    const socket: FeedClient = io(app.origin, {
      ...{ transports: ['websocket'], reconnection: false, forceNew: true },
      extraHeaders: { origin: app.origin, cookie: `faling_device=${token}` },
    });
    const told: WallMessage[] = [];
    socket.on('wall', (message) => told.push(message));
    await eventually(() => told.length > 0);
    return { socket, told };
  }

  async function send(username: string, method: string, path: string, body: object) {
    const response = await fetch(`${app.origin}/api/v1${path}`, {
      method,
      headers: {
        ...{ 'content-type': 'application/json', origin: app.origin },
        cookie: await app.signIn(username),
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, answer: (await response.json()) as { refused?: string } };
  }
  const show = (username: string, body: object, id = WALL) =>
    send(username, 'POST', `/walls/${id}/show`, body);

  it('given a wall that nobody has set up, when it connects, then it is told the ordinary setup', async () => {
    const { socket, told } = await wall();
    expect(told[0]).toEqual({ setup: DEFAULT_SETUP, paused: false, showing: null });
    socket.disconnect();
  });

  it('given a dispatcher of its area, when a street is shown, then the wall is told by which office, and then no more', async () => {
    const { socket, told } = await wall();
    const street = { scene: 'map', areaCode: '440310005', seconds: 60 };
    expect((await show('ps-dispatch-1', street)).status).toBe(200);
    await eventually(() => told.at(-1)?.showing ?? false);
    expect(told.at(-1)?.showing).toMatchObject({
      tableau: { scene: 'map', areaCode: '440310005', caseId: null },
      by: 'dispatcher',
    });
    expect(JSON.stringify(told)).not.toContain('ps-dispatch-1');
    await send('ps-leader-1', 'POST', `/walls/${WALL}/clear`, {});
    await eventually(() => told.at(-1)?.showing === null);
    expect(told).toHaveLength(3);
    socket.disconnect();
  });

  it('given a showing, when its time is over by the database, then a wall that connects is told nothing of it', async () => {
    await show('ps-dispatch-1', overview);
    await app.pool.db.execute(
      `update device set showing_until = now() - interval '1 ms' where id = '${WALL}'`,
    );
    const { socket, told } = await wall();
    expect(told[0]?.showing).toBeNull();
    socket.disconnect();
  });

  it('given a case, when its place is shown, then the wall is told where it is', async () => {
    const report = { channel: 'wechat', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin };
    const { caseId } = await app.act(null, 'case.report', report);
    const { socket, told } = await wall();
    expect((await show('ps-dispatch-1', { ...overview, caseId })).status).toBe(200);
    await eventually(() => told.at(-1)?.showing ?? false);
    const tableau = told.at(-1)?.showing?.tableau;
    expect(tableau?.caseId).toBe(caseId);
    expect(tableau?.areaCode).toMatch(/^440310\d{6}$/);
    await send('ps-dispatch-1', 'POST', `/walls/${WALL}/clear`, {});
    socket.disconnect();
  });

  it('given a wall of another district, a place outside of the wall, or nobody in command, then nothing is shown', async () => {
    expect((await show('ps-dispatch-1', overview, 'demo-wall-440304')).answer.refused).toBe('not-found');
    expect((await show('ps-dispatch-1', { ...overview, areaCode: '440304007' })).answer.refused).toBe(
      'outside-wall',
    );
    expect((await show('ps-worker-liulian', overview)).answer.refused).toBe('not-allowed');
    const { walls } = (await (await app.get('/api/v1/walls', 'ps-dispatch-1')).json()) as {
      walls: { id: string; showing: unknown }[];
    };
    expect(walls.map(({ id, showing }) => ({ id, showing }))).toEqual([{ id: WALL, showing: null }]);
  });

  it('given a security administrator, when the wall is set up, then it follows at once, and the audit says by whom', async () => {
    const { socket, told } = await wall();
    const setup = { playlist: [{ scene: 'orders', seconds: 20 }], night: null, sound: true };
    expect((await send('sz-security-admin', 'PUT', `/devices/${WALL}/setup`, setup)).status).toBe(200);
    await eventually(() => told.at(-1)?.setup.sound);
    expect(told.at(-1)?.setup).toEqual(setup);
    await send('ps-dispatch-1', 'POST', `/walls/${WALL}/pause`, { paused: true });
    await eventually(() => told.at(-1)?.paused);
    const notes = await app.pool.db
      .select({ act: auditEntryTable.act, actor: auditEntryTable.actor })
      .from(auditEntryTable)
      .where(eq(auditEntryTable.subject, WALL));
    expect(notes).toContainEqual({ act: 'device.setup', actor: 'sz-security-admin' });
    expect(notes).toContainEqual({ act: 'wall.pause', actor: 'ps-dispatch-1' });
    socket.disconnect();
  });

  it('the usual day of a city that has just begun to be kept is none', async () => {
    const usual = (await (await app.get('/api/v1/usual?area=440310', 'ps-dispatch-1')).json()) as {
      days: number;
    };
    expect(usual.days).toBe(0);
    expect((await app.get('/api/v1/usual?area=440304', 'ps-dispatch-1')).status).toBe(404);
  });
});
