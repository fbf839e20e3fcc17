import { parseArgs } from 'node:util';
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { chromiumFlags, findChromium } from '../support/chromium.mjs';
import { quantile, round } from './push/figures.ts';
import { servePages } from './wall/pages.ts';
import type { Stage } from './wall/stage.ts';

declare const stage: Stage;

const RATE = 20;
/** `bare` draws nothing: what the frames themselves cost, which no map can go below. */
const ARMS = ['ours', 'plain', 'bare'] as const;
type ArmName = (typeof ARMS)[number];

/** What each row has to reach: frames a second, and the main thread beside plain Leaflet's. */
const ROWS = [
  { circles: 500, cases: 2_000, fps: 58, busy: 0.5 },
  { circles: 2_000, cases: 5_000, fps: 58, busy: 0.35 },
  { circles: 10_000, cases: 20_000, fps: 55, busy: 1 },
];

/** One stretch of one arm. */
interface Stretch {
  frames: number[];
  /** Processor time of the page's main thread for each second. */
  busy: number;
}

/**
 * The wall's map in headless Chromium with software rendering, beside plain Leaflet and an empty page in the same run, taking turns: frames a
 * second and the time of the main thread under 20 changes a second, and whether memory grows over 10,000 more.
 */
export async function wall(argv: string[]): Promise<object> {
  const { values } = parseArgs({
    args: argv,
    options: {
      seconds: { type: 'string', default: '120' },
      rounds: { type: 'string', default: '4' },
      changes: { type: 'string', default: '10000' },
      rows: { type: 'string', default: '1,2,3' },
      quick: { type: 'boolean', default: false },
    },
  });
  const seconds = values.quick ? 8 : Number(values.seconds);
  const rounds = values.quick ? 1 : Number(values.rounds);
  const changes = values.quick ? 2_000 : Number(values.changes);
  const wanted = values.rows.split(',').flatMap((n) => ROWS[Number(n) - 1] ?? []);
  const pages = await servePages();
  const executablePath = (await findChromium()) ?? undefined;
  const browser = await chromium.launch({ args: chromiumFlags(), executablePath });
  try {
    const rows = [];
    for (const row of wanted) {
      const took: Record<ArmName, Stretch[]> = { ours: [], plain: [], bare: [] };
      for (let i = 0; i < rounds; i += 1) {
        // Each arm comes first in turn.
        for (const n of ARMS.keys()) {
          const arm = ARMS[(n + i) % ARMS.length] as ArmName;
          took[arm].push(await stretch(browser, pages.url, arm, row, seconds / rounds));
        }
      }
      rows.push(reading(row, took));
    }
    const heap_growth_pct = await heapGrowth(browser, pages.url, changes);
    print(rows, heap_growth_pct);
    return { bench: 'wall', rows, heap_growth_pct };
  } finally {
    await browser.close();
    pages.close();
  }
}

async function openPage(
  browser: Browser,
  url: string,
  arm: ArmName,
  { circles, cases }: { circles: number; cases: number },
): Promise<{ page: Page; devtools: CDPSession }> {
  const page = await browser.newPage({ viewport: { width: 1233, height: 846 } });
  page.on('pageerror', (fault) => {
    throw fault;
  });
  await page.goto(url);
  await page.evaluate(([name, a, b]) => stage.open(name, a, b), [arm, circles, cases] as const);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  // The first picture, the compiler and the first clusters are not what is measured.
  await page.evaluate((rate) => stage.live(3, rate), RATE);
  return { page, devtools };
}

async function stretch(
  browser: Browser,
  url: string,
  arm: ArmName,
  row: { circles: number; cases: number },
  seconds: number,
): Promise<Stretch> {
  const { page, devtools } = await openPage(browser, url, arm, row);
  const read = async (): Promise<{ at: number; cpu: number }> => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
    return { at: of('Timestamp'), cpu: of('ThreadTime') };
  };
  const before = await read();
  const frames = await page.evaluate(([s, rate]) => stage.live(s, rate), [seconds, RATE] as const);
  const after = await read();
  await page.close();
  return { frames, busy: (after.cpu - before.cpu) / (after.at - before.at) };
}

function reading(row: (typeof ROWS)[number], took: Record<ArmName, Stretch[]>) {
  const of = (arm: ArmName) => {
    const frames = took[arm].flatMap((one) => one.frames);
    const total = frames.reduce((sum, frame) => sum + frame, 0);
    const busy = took[arm].reduce((sum, one) => sum + one.busy, 0) / took[arm].length;
    return { fps: (1_000 * frames.length) / total, p99: quantile(frames, 0.99), busy };
  };
  const [ours, plain, bare] = [of('ours'), of('plain'), of('bare')];
  return {
    circles: row.circles,
    cases: row.cases,
    fps: round(ours.fps, 1),
    frame_p99_ms: round(ours.p99, 1),
    busy_ratio: round(ours.busy / plain.busy, 3),
    busy: round(ours.busy, 3),
    plain_fps: round(plain.fps, 1),
    plain_frame_p99_ms: round(plain.p99, 1),
    plain_busy: round(plain.busy, 3),
    bare_busy: round(bare.busy, 3),
    goal_fps: row.fps,
    goal_busy_ratio: row.busy,
  };
}

/**
 * How much more is alive, in per cent, after so many further changes at ten times the pace; garbage is collected first. As many come
 * before them: caches and compiled code fill once, and what grows for ever would grow again.
 */
async function heapGrowth(browser: Browser, url: string, changes: number): Promise<number> {
  const { page, devtools } = await openPage(browser, url, 'ours', ROWS[1] as (typeof ROWS)[number]);
  const used = async (): Promise<number> => {
    await devtools.send('HeapProfiler.collectGarbage');
    await devtools.send('HeapProfiler.collectGarbage');
    return (await devtools.send('Runtime.getHeapUsage')).usedSize;
  };
  const rate = 10 * RATE;
  const live = (): Promise<void> =>
    page.evaluate(([seconds, pace]) => stage.live(seconds, pace).then(() => undefined), [
      changes / rate,
      rate,
    ] as const);
  await live();
  const before = await used();
  await live();
  const after = await used();
  await page.close();
  return round(100 * (after / before - 1), 2);
}

function print(rows: ReturnType<typeof reading>[], heapGrowthPct: number): void {
  console.table(
    rows.map((row) => ({
      'circles + cases': `${row.circles} + ${row.cases}`,
      'frames/s': row.fps,
      goal: `≥ ${row.goal_fps}`,
      'frame p99, ms': row.frame_p99_ms,
      busy: row.busy,
      'busy ÷ plain': row.busy_ratio,
      'goal ': `≤ ${row.goal_busy_ratio}`,
      'plain frames/s': row.plain_fps,
      'plain busy': row.plain_busy,
      'empty page busy': row.bare_busy,
    })),
  );
  console.log(`heap after the changes: ${heapGrowthPct > 0 ? '+' : ''}${heapGrowthPct} % (goal < 5)`);
}
