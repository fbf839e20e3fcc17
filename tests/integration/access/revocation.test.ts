import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { io } from 'socket.io-client';
import type { View } from '#domain/board/view.ts';
import type { Batch } from '#domain/feed.ts';
import { sessionTable } from '#server/access/table.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { CookieJar } from '../../support/cookie-jar.ts';
import {
  eventually,
  startApp,
  type FeedClient,
  type RunningApp,
  TEST_PASSWORD,
} from '../../support/running-app.ts';

const district: View = { areas: ['440310'], departments: [] };
const report = { channel: 'wechat', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin };

describe('what is revoked', () => {
  let app: RunningApp;
  let security: CookieJar;
  beforeAll(async () => {
    app = await startApp();
    security = new CookieJar(app.origin);
    await security.signIn('sz-security-admin', TEST_PASSWORD);
  });
  afterAll(() => app.stop());

  const reported = async (): Promise<string> => (await app.act(null, 'case.report', report)).caseId;

  /** A screen that writes down everything it hears. */
  async function watch(
    jar: CookieJar,
  ): Promise<{ socket: FeedClient; said: () => string; beats: () => number }> {
    const socket: FeedClient = io(app.origin, {
      ...{ transports: ['websocket'], reconnection: false, forceNew: true },
      extraHeaders: { origin: app.origin, cookie: jar.header },
    });
    const heard: unknown[] = [];
    let beats = 0;
    socket.on('snapshot', (message) => heard.push(message));
    socket.on('batch', (message: Batch) => {
      heard.push(message);
      if (message.changes.length === 0) beats += 1;
    });
    socket.on('connect', () =>
      socket.emit('hello', {
        view: { areas: ['440310'], departments: [] },
        epoch: null,
        cursor: 0,
        build: '',
      }),
    );
    await eventually(() => heard.length > 0);
    return { socket, said: () => JSON.stringify(heard), beats: () => beats };
  }

  /** The screen sees what happens, is revoked, is cut before a second heartbeat, and hears of nothing that happens later. */
  async function isSilenced(jar: CookieJar, revoke: () => Promise<unknown>): Promise<void> {
    const screen = await watch(jar);
    const before = await reported();
    await eventually(() => screen.said().includes(before));
    const cut = new Promise<string>((resolve) => screen.socket.on('disconnect', resolve));
    await revoke();
    const beats = screen.beats();
    await reported();
    expect(await cut).toBe('io server disconnect');
    expect(screen.beats() - beats).toBeLessThanOrEqual(1);
    const after = await reported();
    // Somebody whose rights stand hears of it, so it went out to everybody who may.
    const other = new CookieJar(app.origin);
    await other.signIn('ps-supervisor-1', TEST_PASSWORD);
    const witness = await watch(other);
    await eventually(() => witness.said().includes(after));
    expect(screen.said()).not.toContain(after);
    witness.socket.disconnect();
  }

  const refusedAt = async (jar: CookieJar): Promise<string> => {
    const socket = io(app.origin, {
      ...{ transports: ['websocket'], reconnection: false, forceNew: true },
      extraHeaders: { origin: app.origin, cookie: jar.header },
    });
    const message = await new Promise<string>((resolve) =>
      socket.on('connect_error', (error) => resolve(error.message)),
    );
    socket.disconnect();
    return message;
  };

  it('a session: its socket is cut, and the next one is refused', async () => {
    const jar = new CookieJar(app.origin);
    await jar.signIn('ps-dispatch-1', TEST_PASSWORD);
    await isSilenced(jar, () => security.post('/api/v1/accounts/ps-dispatch-1/end-sessions'));
    expect(await refusedAt(jar)).toBe('not-signed-in');
    expect((await jar.get('/api/v1/sessions')).status).toBe(401);
  });

  it('a role: its socket is cut, and from then on it sees what the new role may see', async () => {
    const jar = new CookieJar(app.origin);
    await jar.signIn('ps-dispatch-2', TEST_PASSWORD);
    const rights = { name: '某人', role: 'dispatcher', areas: ['440304'] };
    await isSilenced(jar, async () => {
      const changed = await security.ask('PUT', '/api/v1/accounts/ps-dispatch-2', rights);
      expect(changed.status).toBe(200);
    });
    const me = (await (await jar.get('/api/v1/me')).json()) as { rights: View };
    expect(me.rights).toEqual({ areas: ['440304'], departments: [] });
    const socket = io(app.origin, {
      ...{ transports: ['websocket'], reconnection: false, forceNew: true },
      extraHeaders: { origin: app.origin, cookie: jar.header },
    });
    const refused = new Promise<string>((resolve) =>
      socket.on('refused', (told: { refused: string }) => resolve(told.refused)),
    );
    socket.on('connect', () => socket.emit('hello', { view: district, epoch: null, cursor: 0, build: '' }));
    expect(await refused).toBe('not-allowed');
  });

  it('a device: its wall is cut, and its link opens nothing any more', async () => {
    const made = await security.post('/api/v1/devices', { name: '值班室大屏', areaCode: '440310' });
    const { id, path } = (await made.json()) as { id: string; path: string };
    const wall = new CookieJar(app.origin);
    wall.set('faling_device', new URL(path, app.origin).searchParams.get('device') ?? '');
    await isSilenced(wall, () => security.post(`/api/v1/devices/${id}/revoke`));
    expect(await refusedAt(wall)).toBe('not-signed-in');
    const { devices } = (await (await security.get('/api/v1/devices')).json()) as {
      devices: { id: string; lastSeenAt: number | null; revokedAt: number | null }[];
    };
    const device = devices.find((one) => one.id === id);
    expect(device?.lastSeenAt).not.toBeNull();
    expect(device?.revokedAt).not.toBeNull();
  });

  it('an account that is disabled, and a console that went idle, are cut likewise', async () => {
    const jar = new CookieJar(app.origin);
    await jar.signIn('ps-leader-1', TEST_PASSWORD);
    await isSilenced(jar, () => security.post('/api/v1/accounts/ps-leader-1/disable', { disabled: true }));
    const console_ = new CookieJar(app.origin);
    await console_.signIn('ps-dispatch-3', TEST_PASSWORD);
    const lastActiveAt = new Date(0);
    await isSilenced(console_, () =>
      app.pool.db.update(sessionTable).set({ lastActiveAt }).where(eq(sessionTable.userId, 'ps-dispatch-3')),
    );
    expect(await refusedAt(console_)).toBe('not-signed-in');
  });
});
