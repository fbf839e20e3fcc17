import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Batch, Snapshot } from '#domain/feed.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { Cast } from '#server/demo/day/cast.ts';
import { openQuietDesk } from '#server/demo/day/desk.ts';
import { HOUR } from '#server/demo/day/hours.ts';
import { planDay } from '#server/demo/day/plan.ts';
import { playStepping } from '#server/demo/day/stepping.ts';
import { REPORT_DATE, scaled } from '#server/demo/day/targets.ts';
import { loadBorders } from '#server/area/border.ts';
import { Sealer } from '#server/access/seal.ts';
import { caseTable } from '#server/case/table.ts';
import { setCityClock } from '#server/clock.ts';
import { migrate } from '#server/db/migrate.ts';
import { openPool } from '#server/db/pool.ts';
import { cityOf } from '#server/demo/city/city.ts';
import { loadCity } from '#server/demo/load.ts';
import { ensurePolicy } from '#server/timer/policy.ts';
import { projectRoot } from './processes.ts';
import { eventually, startApp, TEST_SECRET, type RunningApp, TEST_PASSWORD } from './running-app.ts';

const DAY = Date.parse('2021-07-23T00:00:00+08:00');
const UNTIL = DAY + 14 * HOUR;
const AT = new Date(UNTIL).toISOString();
const DISTRICT = { areas: ['440310'], departments: [] };

/** A made database becomes a city in the middle of its day: cases in all states, timers armed and fired. */
export async function fillCity(url: string): Promise<void> {
  const pool = openPool({ connectionString: url }, () => undefined, 2);
  await migrate(pool.raw);
  const [city, borders, sealer] = [cityOf(), loadBorders(), new Sealer(TEST_SECRET)];
  await ensurePolicy(pool.db);
  await loadCity(pool.db, city, TEST_PASSWORD);
  await setCityClock(pool.db, DAY - 48 * HOUR, 0);
  const quiet = await openQuietDesk(url, sealer, borders, () => undefined);
  const acts = planDay({
    ...{ seed: 'recovery', date: REPORT_DATE, city, borders, scope: '440310' },
    ...{ targets: scaled(0.02), backlog: true, living: true },
  }).filter((act) => act.at < UNTIL);
  await playStepping(new Cast(quiet.desk, 'recovery', city.people), acts, UNTIL);
  await quiet.pool.end();
  await pool.end();
}

/** What a screen knows when the disaster comes. */
export interface Seen {
  epoch: string;
  cursor: number;
  build: string;
  /** The cases that were there when the backup was made. */
  kept: string[];
  /** A case that came after it. */
  lost: string;
}

/** A screen looks at the city; a backup is made; a case comes after it, and the screen sees that one too. */
export async function seenBefore(url: string, backUp: () => void | Promise<void>): Promise<Seen> {
  const app = await startApp(AT, { url, drop: () => Promise.resolve() });
  try {
    const rows = await app.pool.db.select({ id: caseTable.id }).from(caseTable);
    const seen: Seen = { epoch: '', cursor: 0, build: '', kept: rows.map(({ id }) => id).sort(), lost: '' };
    const socket = await app.connect('ps-dispatch-1', DISTRICT);
    socket.on('snapshot', ({ epoch, seq, build }: Snapshot) =>
      Object.assign(seen, { epoch, build, cursor: seq }),
    );
    socket.on('batch', ({ to }: Batch) => (seen.cursor = Math.max(seen.cursor, to)));
    socket.connect();
    await eventually(() => seen.epoch !== '');
    const before = seen.cursor;
    await backUp();
    seen.lost = await report(app);
    await eventually(() => seen.cursor > before);
    return seen;
  } finally {
    await app.stop();
  }
}

/** The restored city is served, and what a screen gets that comes back with what it knew. */
export async function expectServedAnew(url: string, seen: Seen, kept = seen.kept): Promise<void> {
  const app = await startApp(AT, { url, drop: () => Promise.resolve() });
  try {
    const rows = await app.pool.db.select({ id: caseTable.id }).from(caseTable);
    expect(rows.map(({ id }) => id).sort()).toEqual([...kept].sort());
    // The cursor that ran ahead of the backup, and one that the restored feed has given out as well.
    for (const cursor of [seen.cursor, seen.cursor - 1, 1]) {
      const snapshot = await comeBack(app, { ...seen, cursor });
      expect(snapshot.epoch).not.toBe(seen.epoch);
      expect(snapshot.cases.every(({ id }) => kept.includes(id))).toBe(true);
      expect(snapshot.cases.length).toBeGreaterThan(0);
    }
    const fresh = await report(app);
    await eventually(async () => {
      const snapshot = await comeBack(app, seen);
      return snapshot.cases.some(({ id }) => id === fresh);
    });
  } finally {
    await app.stop();
  }
}

/** The first thing that a screen is told which says hello with a cursor of before. */
async function comeBack(app: RunningApp, { epoch, cursor, build }: Seen): Promise<Snapshot> {
  const socket = await app.connect('ps-dispatch-1', DISTRICT, { epoch, cursor, build });
  const first = await new Promise<Snapshot | Batch>((done) => {
    socket.once('snapshot', done);
    socket.once('batch', done);
    socket.connect();
  });
  socket.disconnect();
  expect(first).toHaveProperty('cases');
  return first as Snapshot;
}

async function report(app: RunningApp): Promise<string> {
  const body = { channel: 'wechat', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin };
  const { caseId, status } = await app.act(null, 'case.report', body, { id: randomUUID() });
  expect(status).toBe(200);
  return caseId;
}

/** `npm run admin` and `npm run verify`, as the documentation says them; answers what they printed. */
export function runScript(name: 'admin' | 'verify', args: string[], url: string): string {
  const launcher = join(projectRoot, 'server', 'launch', 'with-node.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, `server/${name}.ts`, ...args], {
    cwd: projectRoot,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, DATABASE_URL: url, FALING_SECRET: TEST_SECRET },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

/** The lines of a block of docs/operations.md, by the words of the comment above it: they are run as they stand. */
export function documented(name: string): string {
  const text = readFileSync(join(projectRoot, 'docs', 'operations.md'), 'utf8');
  const found = new RegExp(`<!-- rehearsed: ${name} -->\\n+\`\`\`sh\\n([^]*?)\`\`\``).exec(text);
  if (!found?.[1]) throw new Error(`docs/operations.md shows no block "${name}"`);
  return found[1];
}
