import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boardOf, fold, type Board } from '#domain/board/board.ts';
import { digestOf } from '#domain/board/digest.ts';
import type { View } from '#domain/board/view.ts';
import type { Batch, Snapshot } from '#domain/feed.ts';
import { sessionTable, userTable } from '#server/access/table.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { takeSnapshot } from '#server/feed/snapshot.ts';
import { eventually, startApp, type FeedClient, type RunningApp } from '../../support/running-app.ts';

const words = '垃圾桶满了两天没人收';
const report = {
  channel: 'wechat',
  words,
  point: STORY_PLACES.xiuxin,
  contact: { name: '张三丰', phone: '13800138000' },
};
const matter = { matterCode: 'municipal.garbage-overflow' };
const municipal = { departmentId: '440310005-municipal', part: 'lead' };
const district: View = { areas: ['440310'], departments: [] };
const office: View = { areas: [], departments: [municipal.departmentId] };

/** A screen without a screen: it folds what the socket says, as every board does. */
class Watcher {
  board: Board | undefined;
  snapshots = 0;
  frames: unknown[] = [];
  epoch = '';
  build = '';
  readonly socket: FeedClient;

  constructor(socket: FeedClient) {
    this.socket = socket;
    socket.on('snapshot', (message: Snapshot) => {
      this.snapshots += 1;
      this.frames.push(message);
      [this.epoch, this.build] = [message.epoch, message.build];
      this.board = boardOf(message.seq, message.cases, message.recent);
    });
    socket.on('batch', (message: Batch) => {
      this.frames.push(message);
      if (!this.board) return;
      if (message.from > this.board.cursor) throw new Error('a gap between two batches');
      this.board = fold(this.board, message.changes, message.to);
    });
  }

  holds(caseId: string): boolean {
    return this.board?.cases.has(caseId) ?? false;
  }
}

describe('the hub', () => {
  let app: RunningApp;
  beforeAll(async () => (app = await startApp()));
  afterAll(() => app.stop());

  const watch = async (
    username: string,
    view: View,
    resume?: { board: Board; epoch: string; build: string },
  ): Promise<Watcher> => {
    const cursor = resume && { epoch: resume.epoch, build: resume.build, cursor: resume.board.cursor };
    const socket = await app.connect(username, view, cursor);
    const watcher = new Watcher(socket);
    if (resume) watcher.board = resume.board;
    socket.connect();
    return watcher;
  };
  const reported = async (): Promise<string> => (await app.act(null, 'case.report', report)).caseId;
  const dispatched = async (): Promise<string> => {
    const caseId = await reported();
    await app.act('ps-dispatch-1', 'case.accept', matter, { caseId });
    await app.act('ps-dispatch-1', 'case.dispatch', { recipients: [municipal] }, { caseId });
    return caseId;
  };
  const sameAsTable = async (watcher: Watcher, view: View): Promise<void> => {
    const truth = await takeSnapshot(app.pool.db, view);
    const own = await eventually(() => watcher.board && watcher.board.cursor >= truth.seq && watcher.board);
    expect(digestOf(own.cases.values())).toEqual(digestOf(truth.cases));
    expect([...own.cases.values()].sort(byId)).toEqual([...truth.cases].sort(byId));
  };
  const byId = (a: { id: string }, b: { id: string }): number => a.id.localeCompare(b.id);

  it('shows a wall what is there, then every act, and both equal the tables', async () => {
    const before = await reported();
    const wall = await watch('ps-leader-1', district);
    await eventually(() => wall.holds(before));
    const after = await dispatched();
    await eventually(() => wall.board?.cases.get(after)?.assignments.length === 1);
    await sameAsTable(wall, district);
    expect(wall.snapshots).toBe(1);
  });

  it('gives a department the case itself at the moment it is dispatched, and takes it away when it is reassigned', async () => {
    const desk = await watch('ps-officer-kengzi-municipal', office);
    await eventually(() => desk.board !== undefined);
    const caseId = await dispatched();
    const held = await eventually(() => desk.board?.cases.get(caseId));
    const body = {
      assignmentId: held.assignments[0]?.id,
      departmentId: '440310005-enforcement',
      reason: 'not-ours',
    };
    const moved = await app.act('ps-dispatch-1', 'assignment.reassign', body, { caseId });
    expect(moved.zh).toBeUndefined();
    await eventually(() => !desk.holds(caseId));
    const last = desk.frames.at(-1) as Batch;
    expect(last.changes).toEqual([{ kind: 'leave', seq: expect.any(Number) as number, caseId }]);
    await sameAsTable(desk, office);
  });

  it('sends a screen that was away exactly what it missed, without a second snapshot', async () => {
    const first = await watch('ps-leader-1', district);
    const board = await eventually(() => first.board);
    first.socket.disconnect();
    const missed = await dispatched();
    const again = await watch('ps-leader-1', district, { board, epoch: first.epoch, build: first.build });
    await eventually(() => again.board?.cases.get(missed)?.assignments.length === 1);
    expect(again.snapshots).toBe(0);
    await sameAsTable(again, district);
  });

  it.each([
    ['from before a restore', { epoch: '00000000-0000-4000-8000-000000000000' }],
    ['of an older build', { build: 'an older one' }],
    ['from the future', { cursor: 1_000_000 }],
  ])('gives a screen %s a new snapshot', async (_what, change) => {
    const first = await watch('ps-leader-1', district);
    const board = await eventually(() => first.board);
    const cursor = { epoch: first.epoch, build: first.build, cursor: board.cursor, ...change };
    const socket = await app.connect('ps-leader-1', district, cursor);
    const again = new Watcher(socket);
    socket.connect();
    await eventually(() => again.snapshots === 1);
    await sameAsTable(again, district);
  });

  it('refuses a socket without a session', async () => {
    const socket = await app.connect(null, district);
    const message = await new Promise<string>((resolve) => {
      socket.on('connect_error', (error) => resolve(error.message));
      socket.connect();
    });
    expect(message).toBe('not-signed-in');
  });

  it('refuses a socket from a page of somebody else', async () => {
    const { io } = await import('socket.io-client');
    const cookie = await app.signIn('ps-leader-1');
    const socket = io(app.origin, {
      ...{ transports: ['websocket'], reconnection: false, forceNew: true },
      extraHeaders: { origin: 'https://evil.example', cookie },
    });
    await new Promise<void>((resolve) => socket.on('connect_error', () => resolve()));
    socket.disconnect();
    expect(socket.connected).toBe(false);
  });

  it.each([
    ['another district', { areas: ['440303'], departments: [] }],
    ['the whole city', { areas: ['4403'], departments: [] }],
    ['an area that does not exist', { areas: ['999999'], departments: [] }],
    ['a department that is not the own', { areas: [], departments: ['440310-police'] }],
  ])('refuses to show %s, and says so', async (_what, view) => {
    const socket = await app.connect('ps-leader-1', view);
    const refused = new Promise<string>((resolve) =>
      socket.on('refused', (message) => resolve(message.refused)),
    );
    socket.connect();
    expect(await refused).toBe('not-allowed');
  });

  it('cuts a socket that sends nonsense, or more than it may', async () => {
    const broken = await app.connect('ps-leader-1');
    const cut = new Promise<string>((resolve) => broken.on('disconnect', resolve));
    broken.on('connect', () => broken.emit('hello', { view: 'everything' } as never));
    broken.connect();
    expect(await cut).toBe('io server disconnect');

    const noisy = await app.connect('ps-leader-1');
    const silenced = new Promise<string>((resolve) =>
      noisy.on('refused', (message) => resolve(message.refused)),
    );
    noisy.on('connect', () => {
      for (let i = 0; i < 200; i += 1) noisy.emit('resync', { reason: 'gap' });
    });
    noisy.connect();
    expect(await silenced).toBe('too-many');
  });

  it('silences a screen whose session was ended', async () => {
    const screen = await watch('ps-supervisor-1', district);
    await eventually(() => screen.board !== undefined);
    const cut = new Promise<string>((resolve) => screen.socket.on('disconnect', resolve));
    await app.pool.db.delete(sessionTable).where(eq(sessionTable.userId, 'ps-supervisor-1'));
    expect(await cut).toBe('io server disconnect');
    const frames = screen.frames.length;
    await reported();
    expect(screen.frames).toHaveLength(frames);
  });

  it('goes on for a person whose rights were changed as long as they hold what is on the screen', async () => {
    // given two screens that are looked after together
    const screen = await watch('ps-dispatch-2', district);
    const witness = await watch('ps-dispatch-3', district);
    const refused = new Promise<string>((resolve) =>
      screen.socket.on('refused', (message) => resolve(message.refused)),
    );
    await eventually(() => screen.board && witness.board);
    const give = (areas: string[]) =>
      app.pool.db.update(userTable).set({ areas }).where(eq(userTable.id, 'ps-dispatch-2'));
    const silenced = new Promise((resolve) => witness.socket.on('disconnect', resolve));
    // when one of them may see more, and the other nothing any more
    await give(['4403']);
    await app.pool.db.delete(sessionTable).where(eq(sessionTable.userId, 'ps-dispatch-3'));
    await silenced;
    // then
    const after = await reported();
    await eventually(() => screen.holds(after));
    expect(screen.snapshots).toBe(1);
    // and when the view is not among the rights any more
    await give(['440303']);
    expect(await refused).toBe('not-allowed');
  });

  it('never says a word of what a resident wrote, nor who it was', async () => {
    const wall = await watch('ps-leader-1', district);
    const caseId = await dispatched();
    await eventually(() => wall.holds(caseId));
    const said = JSON.stringify(wall.frames);
    for (const secret of [words, '张三丰', '13800138000']) expect(said).not.toContain(secret);
  });
});
