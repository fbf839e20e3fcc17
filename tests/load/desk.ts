import { constants, setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium, type CDPSession, type Page } from '@playwright/test';
import { setCityClock } from '#server/clock.ts';
import { QUOTAS, type Quota, type QuotaName } from '#server/quota/quotas.ts';
import { chromiumFlags, findChromium } from '../support/chromium.mjs';
import { startApp, type RunningApp } from '../support/running-app.ts';
import { openBenchCluster } from './cluster.ts';
import { fillDistrict, urgencyOf } from './desk-city.ts';
import { apart, watchPaints, type Paints } from './desk-paints.ts';
import { quantile } from './search.ts';

const NOW = '2021-08-13T10:00:00+08:00';
const DISPATCHER = 'ps-dispatch-1';
/** One hand: a key or a turn of the wheel this often. */
const HAND_MS = 120;
/** After its keys it rests, and the map comes; in every fourth round so long that the list takes the order that has come meanwhile. */
const REST_MS = 600;
const LONG_REST_MS = 2_600;
/** What a forced collection leaves behind (code that is compiled anew, pages to sweep) is in the first picture after it. */
const AFTERMATH_MS = 2_500;
const SAMPLES = 24;

/** What is measured is the screen, not how often one account may act. */
const boundless = Object.fromEntries(
  Object.entries(QUOTAS).map(([name, quota]) => [name, { ...quota, times: 10_000_000, shared: false }]),
) as unknown as Record<QuotaName, Quota>;

/**
 * The desk with a district's worst day: so many open cases in the queue and so many changes a second through the door, in
 * one real browser at 1440×900. Measured is the time from a key or a turn of the wheel to the painted frame, the tasks
 * that held the page for longer than 50 ms after it had loaded, and the heap after a collection.
 */
export async function desk(argv: string[]): Promise<object> {
  const { values } = parseArgs({
    args: argv,
    options: {
      cases: { type: 'string', default: '10000' },
      changes: { type: 'string', default: '20' },
      minutes: { type: 'string', default: '10' },
      seed: { type: 'string', default: 'desk' },
    },
  });
  const [cases, changes, minutes] = [Number(values.cases), Number(values.changes), Number(values.minutes)];
  const executablePath = await findChromium();
  const browser = await chromium.launch({
    args: [...chromiumFlags(), '--enable-precise-memory-info'],
    ...(executablePath ? { executablePath } : {}),
  });
  // The desk's computer runs neither the server nor its database: where all share two cores, the browser comes first.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const tearDown = await openBenchCluster();
  const app = await startApp(NOW, undefined, {}, boundless);
  try {
    const ids = await fillDistrict(app, cases, values.seed);
    await setCityClock(app.pool.db, Date.parse(NOW), 1);
    await app.application.tellTime();
    console.log(
      `desk: ${cases} open cases, ${changes} changes a second, ${minutes} minutes, seed ${values.seed}`,
    );
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      baseURL: app.origin,
      locale: 'zh-CN',
    });
    await context.addCookies(cookies(await app.signIn(DISPATCHER), app.origin));
    const page = await context.newPage();
    const loadMs = await open(page, cases);
    const paints = await watchPaints(page);
    const life = new AbortController();
    const acting = keepChanging(app, ids, changes, life.signal);
    const heap = await work(page, await context.newCDPSession(page), minutes * 60_000);
    life.abort();
    return report({ cases, changes, minutes, loadMs, heap, changed: await acting, ...(await paints()) });
  } finally {
    await browser.close();
    await app.stop();
    await tearDown();
  }
}

/** Until the list holds everything; answers with how long that took, in ms. */
async function open(page: Page, cases: number): Promise<number> {
  const begun = performance.now();
  await page.goto('/desk');
  await page.waitForFunction(
    (rows) => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) > rows,
    cases,
    { timeout: 120_000 },
  );
  return performance.now() - begun;
}

/** Reclassifies one case after the other, so that deadlines move: `rate` a second, whatever each takes. */
async function keepChanging(
  app: RunningApp,
  ids: readonly string[],
  rate: number,
  life: AbortSignal,
): Promise<number> {
  const begun = performance.now();
  const answers: Promise<{ status: number }>[] = [];
  while (!life.aborted) {
    const due = ((performance.now() - begun) / 1000) * rate;
    for (let n = answers.length; n < due; n += 1) {
      // A prime number of cases further each time, so that a round comes to each of them once.
      const which = (n * 7919) % ids.length;
      const urgency = urgencyOf(which, 1 + Math.floor(n / ids.length));
      const caseId = ids[which];
      answers.push(app.act(DISPATCHER, 'case.reclassify', { urgency }, { ...(caseId ? { caseId } : {}) }));
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const settled = await Promise.all(answers);
  return settled.filter(({ status }) => status === 200).length;
}

/** A hand on keys and wheel for so long; answers with the heap in MB, sampled after a collection. */
async function work(page: Page, session: CDPSession, forMs: number): Promise<number[]> {
  const list = await page.locator('.list').boundingBox();
  if (!list) throw new Error('there is no list');
  await page.mouse.move(list.x + 200, list.y + 200);
  const heap: number[] = [];
  const begun = performance.now();
  for (let turn = 0; performance.now() - begun < forMs; turn += 1) {
    if (performance.now() - begun >= (heap.length * forMs) / SAMPLES)
      heap.push(await apart(page, () => heapOf(page, session)));
    const phase = turn % 60;
    if (phase < 30) await page.keyboard.press(phase < 20 ? 'j' : 'k');
    else await page.mouse.wheel(0, phase < 50 ? 400 : -800);
    const rest = Math.floor(turn / 60) % 4 === 3 ? LONG_REST_MS : REST_MS;
    await page.waitForTimeout(phase === 29 ? rest : HAND_MS);
  }
  heap.push(await apart(page, () => heapOf(page, session)));
  return heap;
}

async function heapOf(page: Page, session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const bytes = await page.evaluate(
    () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
  );
  await page.waitForTimeout(AFTERMATH_MS);
  return bytes / 1e6;
}

interface Measured extends Paints {
  cases: number;
  changes: number;
  minutes: number;
  loadMs: number;
  heap: number[];
  changed: number;
}

function report(measured: Measured): object {
  const { heap, keys, wheels, tasks, loadMs, changed, minutes } = measured;
  // The first quarter is warming up: code is compiled and rows are seen for the first time.
  const steady = heap.slice(Math.floor(heap.length / 4));
  const third = Math.max(1, Math.floor(steady.length / 3));
  const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length;
  const growth = mean(steady.slice(-third)) / mean(steady.slice(0, third)) - 1;
  const line = (name: string, took: readonly number[]): void =>
    console.log(
      `${name.padEnd(14)} n ${took.length}  p50 ${quantile(took, 0.5).toFixed(0)}  p95 ${quantile(took, 0.95).toFixed(0)}  max ${Math.max(0, ...took).toFixed(0)} ms`,
    );
  console.log(
    `loaded in ${loadMs.toFixed(0)} ms; ${changed} changes, ${(changed / minutes / 60).toFixed(1)} a second`,
  );
  line('key → paint', keys);
  line('wheel → paint', wheels);
  line('tasks > 50 ms', tasks);
  line('  and of its own', measured.own);
  for (const frame of measured.frames) console.log(`  a frame of ${frame}`);
  console.log(
    `heap ${steady[0]?.toFixed(0)} → ${steady.at(-1)?.toFixed(0)} MB after collections, ${(growth * 100).toFixed(1)} % from the first third to the last`,
  );
  console.log('goals: key and wheel p95 ≤ 100 ms · no task > 200 ms · heap flat (≤ 5 %)');
  const p95 = (took: readonly number[]): number => Math.round(quantile(took, 0.95));
  return {
    bench: 'desk',
    ...{ cases: measured.cases, changes: measured.changes, minutes, changed, loadMs: Math.round(loadMs) },
    ...{ keyP95Ms: p95(keys), wheelP95Ms: p95(wheels), longestTaskMs: Math.round(Math.max(0, ...tasks)) },
    ...{ heapMb: heap.map(Math.round), heapGrowth: Number(growth.toFixed(3)) },
  };
}

const cookies = (header: string, url: string): { name: string; value: string; url: string }[] =>
  header.split('; ').map((pair) => {
    const [name = '', ...rest] = pair.split('=');
    return { name, value: rest.join('='), url };
  });
