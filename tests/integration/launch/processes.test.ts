import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Batch, Snapshot } from '#domain/feed.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { isAlive } from '#server/launch/process-identity.mjs';
import {
  projectRoot,
  removeFolder,
  startProgram,
  temporaryFolder,
  untilGone,
  type Started,
} from '../../support/processes.ts';
import { eventually, type FeedClient } from '../../support/running-app.ts';
import { BOUND_MS, startSeveral, type Several } from '../../support/several.ts';

/** A screen of the district, and what it has heard. */
class Screen {
  readonly socket: FeedClient;
  readonly cases = new Set<string>();
  disconnects = 0;
  refused = 0;
  seq: number | undefined;

  constructor(socket: FeedClient) {
    this.socket = socket;
    const view = { areas: ['440310'], departments: [] };
    socket.on('connect', () => socket.emit('hello', { view, epoch: null, cursor: 0, build: '' }));
    socket.on('disconnect', () => (this.disconnects += 1));
    socket.on('refused', () => (this.refused += 1));
    socket.on('snapshot', ({ seq, cases }: Snapshot) => {
      this.seq = seq;
      for (const { id } of cases) this.cases.add(id);
    });
    socket.on('batch', ({ changes }: Batch) => {
      for (const one of changes) this.cases.add(one.kind === 'leave' ? one.caseId : one.event.caseId);
    });
  }
}

describe('three processes behind one port', () => {
  let several: Several;
  let cookie: string;
  let screens: Screen[];

  beforeAll(async () => {
    several = await startSeveral(3);
    cookie = await several.signIn('ps-dispatch-1');
  }, BOUND_MS);
  afterAll(() => several?.stop(), BOUND_MS);

  beforeEach(() => (screens = []));
  afterEach(() => screens.forEach(({ socket }) => socket.disconnect()));

  /** As many screens as it takes until each process carries one. */
  async function screenOnEach(): Promise<void> {
    const carrying = new Map<number, number>();
    await eventually(async () => {
      if (screens.length < 12) screens.push(new Screen(several.connect(cookie)));
      await eventually(() => screens.every(({ seq }) => seq !== undefined));
      const { process, sockets } = await several.health();
      carrying.set(process, sockets);
      return [...carrying.values()].filter((n) => n > 0).length >= 3;
    }, BOUND_MS);
  }

  async function report(): Promise<string> {
    const body = { channel: 'wechat', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin };
    const response = await fetch(`${several.origin}/api/v1/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: several.origin, connection: 'close' },
      body: JSON.stringify({ id: randomUUID(), type: 'case.report', body }),
    });
    return ((await response.json()) as { caseId: string }).caseId;
  }

  test('answer under ids of their own', { timeout: BOUND_MS }, async () => {
    const pids = await several.pids(3);
    expect(new Set(pids).size).toBe(3);
    expect(pids.every(isAlive)).toBe(true);
    expect(pids).not.toContain(several.program.child.pid);
  });

  test('each carry to their own screens what another one accepted', { timeout: BOUND_MS }, async () => {
    await screenOnEach();
    const reported = [await report(), await report(), await report(), await report()];
    await eventually(() => screens.every(({ cases }) => reported.every((id) => cases.has(id))));
    expect(screens.every(({ disconnects }) => disconnects === 0)).toBe(true);
  });

  test('all notice what was changed in the world through another one', { timeout: BOUND_MS }, async () => {
    await several.pool.db.execute(
      sql`update department set name = '改名后的单位' where id = '440310005-municipal'`,
    );
    const knows = async (): Promise<boolean> => {
      const headers = { cookie, connection: 'close' };
      const response = await fetch(`${several.origin}/api/v1/world`, { headers });
      return (await response.text()).includes('改名后的单位');
    };
    // A dozen answers in a row come from all three.
    let inARow = 0;
    await eventually(async () => {
      inARow = (await knows()) ? inARow + 1 : 0;
      return inARow >= 12;
    }, BOUND_MS);
  });

  test(
    'all cut the screens of a session that ended, whichever carries them',
    { timeout: BOUND_MS },
    async () => {
      const own = cookie;
      cookie = await several.signIn('ps-dispatch-2');
      await screenOnEach();
      const mine = screens;
      await several.pool.db.execute(sql`delete from session where user_id in
      (select id from "user" where username = 'ps-dispatch-2')`);
      cookie = own;
      await eventually(() => mine.every(({ refused, disconnects }) => refused + disconnects > 0));
    },
  );

  test('go on serving when one is killed, and it is replaced', { timeout: 2 * BOUND_MS }, async () => {
    const before = await several.pids(3);
    await screenOnEach();
    const [killed, ...others] = before as [number, number, number];
    process.kill(killed, 'SIGKILL');
    await untilGone(killed);
    const reported = await report();
    await eventually(() => screens.every(({ cases }) => cases.has(reported)), BOUND_MS);
    expect(screens.filter(({ disconnects }) => disconnects > 0).length).toBeLessThan(screens.length);
    const after = new Set<number>();
    await eventually(async () => {
      after.add((await several.health()).process);
      return after.size >= 3;
    }, BOUND_MS);
    expect([...after]).toEqual(expect.arrayContaining(others));
    expect(after.has(killed)).toBe(false);
    expect(others.every(isAlive)).toBe(true);
    expect(several.program.child.exitCode).toBeNull();
    expect(several.program.output()).toMatch(new RegExp(`Process ${killed} ended by itself`));
  });
});

describe('several processes on the embedded database', () => {
  let dataDir: string;
  let started: Started[];

  beforeEach(() => {
    dataDir = temporaryFolder();
    started = [];
  });
  afterEach(async () => {
    for (const { child, ended } of started) {
      child.kill('SIGTERM');
      await ended;
    }
    removeFolder(dataDir);
  });

  function start(...args: string[]): Started {
    const launcher = join(projectRoot, 'server', 'launch', 'start.mjs');
    const one = startProgram([launcher, '--data', dataDir, '--port', '0', '--no-demo', ...args], {
      detached: true,
    });
    started.push(one);
    return one;
  }

  test('all end with Ctrl-C, once, and the database after them', { timeout: 2 * BOUND_MS }, async () => {
    const one = start('--processes', '2');
    const said = await eventually(() => {
      if (one.child.exitCode !== null) throw new Error(one.output());
      return /processes … (\d+) (\d+)[^]*http:/.exec(one.output()) ?? undefined;
    }, BOUND_MS);
    const pids = said.slice(1).map(Number);
    expect(pids.every(isAlive)).toBe(true);
    process.kill(-one.child.pid!, 'SIGINT');
    await one.ended;
    expect(pids.some(isAlive)).toBe(false);
    expect(readdirSync(dataDir).sort()).toEqual(['postgres', 'secret']);
    expect(readdirSync(join(dataDir, 'postgres', 'cluster'))).not.toContain('postmaster.pid');
    expect(one.output().match(/stopping/g)).toHaveLength(1);
    expect(one.output()).not.toMatch(/ended by itself|did not end within/);
  });
});
