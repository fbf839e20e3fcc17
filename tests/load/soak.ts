import { parseArgs } from 'node:util';
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { Sealer } from '#server/access/seal.ts';
import { setCityClock } from '#server/clock.ts';
import { addDevice } from '#server/demo/load.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { QUOTAS, type Quota, type QuotaName } from '#server/quota/quotas.ts';
import { chromiumFlags, findChromium } from '../support/chromium.mjs';
import { startApp, TEST_SECRET, type RunningApp } from '../support/running-app.ts';
import { openBenchCluster } from './cluster.ts';

const NOW = '2021-08-13T10:00:00+08:00';
const WALL = { viewport: { width: 1920, height: 1080 }, locale: 'zh-CN' };
const CASES = 200;
const PER_SECOND = 20;
const SAMPLES = 20;
const PAINTS = 5;

/** What the browser holds after a forced collection. */
interface Sample {
  minute: number;
  heapMb: number;
  listeners: number;
  nodes: number;
}

/**
 * A wall under 20 changes a second, on demand: the same 200 cases are classified again and again, so that whatever grows
 * is a leak. Says the slope of the heap, the counts of listeners and nodes, and whether the wall shows at the end what SQL counts.
 */
export async function soak(argv: string[]): Promise<object> {
  const { values } = parseArgs({ args: argv, options: { minutes: { type: 'string', default: '30' } } });
  const minutes = Number(values.minutes);
  const tearDown = await openBenchCluster();
  const boundless = Object.fromEntries(
    Object.entries(QUOTAS).map(([name, quota]) => [name, { ...quota, times: 100_000_000, shared: false }]),
  ) as unknown as Record<QuotaName, Quota>;
  const app = await startApp(NOW, undefined, {}, boundless);
  const executablePath = await findChromium();
  const browser = await chromium.launch({
    args: chromiumFlags(),
    ...(executablePath ? { executablePath } : {}),
  });
  try {
    const cases = await accepted(app);
    const token = await addDevice(app.pool.db, new Sealer(TEST_SECRET), '440310', 'soak');
    await setCityClock(app.pool.db, Date.parse(NOW), 1);
    await app.application.tellTime();
    const address = `${app.origin}/wall/440310?device=${token}`;
    const first_paint_ms = await firstPaints(browser, address);
    console.log(`first useful paint ${first_paint_ms} ms (goal ≤ 2500), median of ${PAINTS} fresh browsers`);
    const page = await browser.newPage(WALL);
    await page.goto(address);
    await page.locator('main time').first().waitFor();
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const samples: Sample[] = [];
    const begun = performance.now();
    const elapsed = (): number => (performance.now() - begun) / 60_000;
    let changes = 0;
    for (let next = 0; elapsed() < minutes;) {
      const due = Math.floor(elapsed() * 60 * PER_SECOND);
      const batch = Array.from({ length: Math.min(PER_SECOND, due - changes) }, (_, i) => changes + i);
      await Promise.all(batch.map((n) => change(app, cases[n % CASES]!, n)));
      changes += batch.length;
      if (batch.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      if (elapsed() < next) continue;
      samples.push(await sampleOf(session, elapsed()));
      next += minutes / SAMPLES;
      const { minute, heapMb, listeners, nodes } = samples.at(-1)!;
      console.log(
        `${minute.toFixed(1).padStart(6)} min  ${heapMb.toFixed(2)} MB  ${listeners} listeners  ${nodes} nodes  ${changes} changes`,
      );
    }
    samples.push(await sampleOf(session, elapsed()));
    // The first quarter fills caches: what grows after it would go on growing.
    const settled = samples.slice(Math.floor(samples.length / 4));
    const [first, last] = [settled[0]!, settled.at(-1)!];
    const line = {
      ...{ bench: 'soak', minutes, changes, per_second: changes / (minutes * 60) },
      first_paint_ms,
      heap_slope_mb_per_hour: 60 * slopeOf(settled),
      heap_growth_pct: (100 * (last.heapMb - first.heapMb)) / first.heapMb,
      listeners: [first.listeners, last.listeners],
      nodes: [first.nodes, last.nodes],
      equal_to_sql: await isEqual(app, page),
    };
    console.log(line);
    return line;
  } finally {
    await browser.close();
    await app.stop();
    await tearDown();
  }
}

/**
 * From the first byte asked to the frame with figures, map and clock, of a wall without a cache; median in ms. The page
 * takes the time itself: questions from outside would cost it more than it takes to draw.
 */
async function firstPaints(browser: Browser, address: string): Promise<number> {
  const took: number[] = [];
  for (let n = 0; n < PAINTS; n += 1) {
    const context = await browser.newContext(WALL);
    await context.addInitScript(watchUseful);
    const page = await context.newPage();
    const begun = Date.now();
    await page.goto(address, { waitUntil: 'commit' });
    const useful = await page.waitForFunction(
      () => (window as unknown as { usefulAt?: number }).usefulAt,
      null,
      {
        polling: 100,
      },
    );
    took.push(((await useful.jsonValue()) ?? NaN) - begun);
    await context.close();
  }
  return Math.round(took.sort((a, b) => a - b)[Math.floor(PAINTS / 2)] ?? NaN);
}

/** Runs in the page before anything else of it. */
function watchUseful(): void {
  const wanted = ['main time', '.count', '.leaflet canvas'];
  const look = (): void => {
    if (!wanted.every((one) => document.querySelector(one))) return void requestAnimationFrame(look);
    const seen = (): number => ((window as unknown as { usefulAt: number }).usefulAt = Date.now());
    requestAnimationFrame(() => requestAnimationFrame(seen));
  };
  look();
}

async function accepted(app: RunningApp): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < CASES; n += 1) {
    const point = { lat: STORY_PLACES.xiuxin.lat + (n % 20) * 2e-4, lon: STORY_PLACES.xiuxin.lon };
    const { caseId } = await app.act(null, 'case.report', { channel: 'wechat', words: '路灯不亮', point });
    await app.act('ps-dispatch-1', 'case.accept', { matterCode: 'municipal.garbage-overflow' }, { caseId });
    ids.push(caseId);
  }
  return ids;
}

async function change(app: RunningApp, caseId: string, n: number): Promise<void> {
  const urgency = Math.floor(n / CASES) % 2 === 0 ? 3 : 2;
  const { status, zh } = await app.act('ps-dispatch-1', 'case.reclassify', { urgency }, { caseId });
  if (status !== 200) throw new Error(zh);
}

async function sampleOf(session: CDPSession, minute: number): Promise<Sample> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const read = (name: string): number => metrics.find((one) => one.name === name)?.value ?? NaN;
  return {
    minute,
    heapMb: read('JSHeapUsedSize') / 2 ** 20,
    listeners: read('JSEventListeners'),
    nodes: read('Nodes'),
  };
}

/** Megabytes a minute, by least squares. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (of: (one: Sample) => number): number =>
    samples.reduce((sum, one) => sum + of(one), 0) / samples.length;
  const [x, y] = [mean(({ minute }) => minute), mean(({ heapMb }) => heapMb)];
  const over = samples.reduce((sum, { minute, heapMb }) => sum + (minute - x) * (heapMb - y), 0);
  return over / samples.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0);
}

/** The funnel's first two steps on the wall against the database, within five seconds of the last change. */
async function isEqual(app: RunningApp, page: Page): Promise<boolean> {
  const { rows } = await app.pool.db.execute<{ found: string; accepted: string }>(
    sql`select count(*) as found, count(accepted_at) as accepted from "case" where area_code like '440310%'`,
  );
  const counts = page.getByRole('region', { name: '五个一' }).locator('.count');
  for (const end = performance.now() + 5_000; performance.now() < end;) {
    const [found, taken] = await counts.allInnerTexts();
    if (found === rows[0]?.found && taken === rows[0]?.accepted) return true;
  }
  return false;
}
