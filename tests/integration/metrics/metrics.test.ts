import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tick } from '#domain/feed.ts';
import { cityNow, setCityClock } from '#server/clock.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { eventually, startApp, type FeedClient, type RunningApp } from '../../support/running-app.ts';

const district = { areas: ['440310'], departments: [] };
const contact = { name: '张三丰', phone: '13800138000' };
const report = { channel: 'wechat', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin, contact };
const matter = { matterCode: 'municipal.garbage-overflow' };

let app: RunningApp;
beforeAll(async () => (app = await startApp()));
afterAll(() => app.stop());

/** The value of one line by its name and labels, without the process; NaN where there is none. */
async function read(name: string, labels: Record<string, string> = {}): Promise<number> {
  const lines = (await (await app.get('/metrics')).text()).split('\n');
  const wanted = Object.entries(labels).map(([key, value]) => `${key}="${value}"`);
  const line = lines.find(
    (one) => /^(\w+)[{ ]/.exec(one)?.[1] === name && wanted.every((label) => one.includes(label)),
  );
  return Number(line?.split(' ').at(-1) ?? Number.NaN);
}

/** How much a line has grown by what was done. */
async function growth(what: () => Promise<unknown>, ...line: Parameters<typeof read>): Promise<number> {
  const before = await read(...line);
  await what();
  return (await read(...line)) - (Number.isNaN(before) ? 0 : before);
}

/** A wall that is live. */
async function openWall(): Promise<FeedClient> {
  const socket = await app.connect('ps-leader-1');
  const live = new Promise((resolve) => socket.on('snapshot', resolve));
  socket.on('connect', () =>
    socket.emit('hello', { view: district, epoch: null, cursor: 0, build: '', screen: 'wall' }),
  );
  socket.connect();
  await live;
  return socket;
}

describe('commands', () => {
  test('are counted by act and outcome', async () => {
    const accepted = { type: 'case.report', outcome: 'accepted' };
    expect(await growth(() => app.act(null, 'case.report', report), 'faling_commands_total', accepted)).toBe(
      1,
    );
    const refused = { type: 'case.accept', outcome: 'refused' };
    const foreign = () => app.act('ps-dispatch-1', 'case.accept', matter, { caseId: randomUUID() });
    expect(await growth(foreign, 'faling_commands_total', refused)).toBe(1);
    expect(await growth(foreign, 'faling_refusals_total', { code: 'not-found' })).toBe(1);
  });

  test('that nobody understands are counted as such, so that no sender can make up labels', async () => {
    const made = () => app.act('ps-dispatch-1', 'case.invented-by-a-stranger' as never, {});
    const labels = { type: 'malformed', outcome: 'refused' };
    expect(await growth(made, 'faling_commands_total', labels)).toBe(1);
    expect(await (await app.get('/metrics')).text()).not.toContain('invented-by-a-stranger');
  });

  test('are timed', async () => {
    const work = () => app.act(null, 'case.report', report);
    expect(await growth(work, 'faling_command_seconds_count')).toBe(1);
  });

  test('questions that are refused are counted by code', async () => {
    const work = () => app.get('/api/v1/supervision');
    expect(await growth(work, 'faling_refusals_total', { code: 'not-signed-in' })).toBe(1);
  });
});

describe('screens', () => {
  test('are counted by kind while they are open, and how they ended', async () => {
    const before = await read('faling_sockets', { screen: 'wall' });
    const socket = await openWall();
    expect((await read('faling_sockets', { screen: 'wall' })) - before).toBe(1);
    socket.disconnect();
    await eventually(async () => (await read('faling_sockets', { screen: 'wall' })) === before);
    expect(await read('faling_socket_ends_total', { how: 'client namespace disconnect' })).toBeGreaterThan(0);
  });

  test('one that says nothing of itself is another one', async () => {
    const before = await read('faling_sockets', { screen: 'other' });
    const socket = await app.connect('ps-leader-1', district);
    socket.connect();
    await eventually(async () => (await read('faling_sockets', { screen: 'other' })) === before + 1);
    socket.disconnect();
  });

  test('each snapshot is counted, and each question for a new one by its reason', async () => {
    const socket = await openWall();
    for (const reason of ['gap', 'digest', 'stale'] as const) {
      const again = async () => {
        const given = new Promise((resolve) => socket.once('snapshot', resolve));
        socket.emit('resync', { reason });
        await given;
      };
      const sent = await read('faling_snapshots_total', { step: 'sent' });
      expect(await growth(again, 'faling_resyncs_total', { reason })).toBe(1);
      expect(await read('faling_snapshots_total', { step: 'sent' })).toBe(sent + 1);
    }
    expect(await read('faling_snapshots_total', { step: 'taken' })).toBeGreaterThan(0);
    socket.disconnect();
  });

  test('a reason that is none cuts the socket', async () => {
    const socket = await openWall();
    const cut = new Promise((resolve) => socket.on('refused', ({ refused }) => resolve(refused)));
    socket.emit('resync', { reason: 'because' as never });
    expect(await cut).toBe('bad-input');
  });

  test('the way of a fact from its commit to its frame is measured once for each room', async () => {
    const socket = await openWall();
    const work = async () => {
      const told = new Promise<void>((resolve) =>
        socket.on('batch', ({ changes }) => (changes.length > 0 ? resolve() : undefined)),
      );
      await app.act(null, 'case.report', report);
      await told;
    };
    expect(await growth(work, 'faling_commit_to_emit_seconds_count')).toBe(1);
    expect(await read('faling_commit_to_emit_seconds_bucket', { le: '600' })).toBeGreaterThan(0);
    expect(await read('faling_commit_to_emit_seconds_sum')).toBeGreaterThanOrEqual(0);
    socket.disconnect();
  });
});

describe('the feed and the timers', () => {
  test('a feed that is followed lags by nothing', async () => {
    await app.act(null, 'case.report', report);
    await eventually(async () => (await read('faling_feed_lag')) === 0);
    const { rows } = await app.pool.raw.query('select seq from feed_head');
    expect(await read('faling_feed_seq')).toBe(Number(rows[0].seq));
    expect(await read('faling_feed_halted')).toBe(0);
  });

  test('how late a timer fires is told in real time, however fast the city’s runs', async () => {
    await app.act(null, 'case.report', report);
    // Six hundred times as fast: an hour of the city passes in six seconds, and no timer is an hour late.
    const db = app.pool.db;
    const work = async () => {
      await setCityClock(db, await cityNow(db), 600);
      await app.application.tellTime();
      const fired = () => read('faling_timer_late_seconds_count');
      const before = await fired();
      await eventually(async () => (await fired()) > before);
      await setCityClock(db, await cityNow(db), 0);
      await app.application.tellTime();
    };
    const count = await growth(work, 'faling_timer_late_seconds_count');
    expect(count).toBeGreaterThan(0);
    expect(await read('faling_timer_late_seconds_bucket', { le: '60' })).toBe(
      await read('faling_timer_late_seconds_count'),
    );
    expect(await read('faling_timer_backlog')).toBe(0);
  });

  test('an outage’s overdue timers stand in the backlog until they have fired', async () => {
    const { caseId } = await app.act(null, 'case.report', report);
    const client = await app.pool.raw.connect();
    try {
      // Somebody holds the case, so that nobody can fire for it.
      await client.query('begin');
      await client.query('select 1 from "case" where id = $1 for update', [caseId]);
      await app.pool.db.execute(
        sql`update city_clock set city_at = city_at + interval '3 hours' where id = 1`,
      );
      await eventually(async () => (await read('faling_timer_backlog')) > 0);
    } finally {
      await client.query('rollback').catch(() => undefined);
      client.release();
    }
    await eventually(async () => (await read('faling_timer_backlog')) === 0);
  });
});

describe('the process', () => {
  test('names itself on every line, with its event loop and its connections', async () => {
    const response = await app.get('/metrics');
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines.filter((line) => !line.includes(`pid="${process.pid}"`))).toEqual([]);
    expect(await read('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
    expect(await read('faling_database_up')).toBe(1);
    for (const state of ['busy', 'idle', 'waiting'])
      expect(await read('faling_database_connections', { state })).toBeGreaterThanOrEqual(0);
  });

  test('tells nothing of anybody: no account, no case, no word', async () => {
    const { caseId, number } = await app.act(null, 'case.report', report);
    const text = await (await app.get('/metrics')).text();
    for (const secret of [caseId, number, 'ps-leader-1', 'ps-dispatch-1', contact.name, contact.phone])
      expect(text).not.toContain(secret);
  });
});

describe('who may read', () => {
  test('a program on this machine; a request that came through a proxy is refused in both languages', async () => {
    expect((await app.get('/metrics')).status).toBe(200);
    const forwarded = await fetch(`${app.origin}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.5' } });
    expect(forwarded.status).toBe(403);
    expect(await forwarded.json()).toMatchObject({
      refused: 'metrics-closed',
      zh: expect.stringContaining('本机'),
      en: expect.stringContaining('token'),
    });
  });
});

describe('the time over the socket', () => {
  const ask = (socket: FeedClient): Promise<Tick> => new Promise((resolve) => socket.emit('time', resolve));

  test('is the database’s own beside the city’s, and each belongs to the other', async () => {
    // The clock was set beside the application by a test above; it hears of it every two seconds by itself.
    await app.application.tellTime();
    const socket = await openWall();
    const real = async (): Promise<number> =>
      Number(
        (await app.pool.raw.query('select extract(epoch from clock_timestamp()) * 1000 as ms')).rows[0].ms,
      );
    const before = await real();
    const tick = await ask(socket);
    const after = await real();
    // The server measures its own distance to the database as well: to a few milliseconds on one machine.
    expect(tick.real).toBeGreaterThan(before - 500);
    expect(tick.real).toBeLessThan(after + 500);
    expect(tick.at).toBe(await app.now());
    socket.disconnect();
  });

  test('a question without a way to answer cuts the socket', async () => {
    const socket = await openWall();
    const cut = new Promise((resolve) => socket.on('refused', ({ refused }) => resolve(refused)));
    socket.emit('time', 'now' as never);
    expect(await cut).toBe('bad-input');
  });
});
