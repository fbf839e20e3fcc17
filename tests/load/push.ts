import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { WebSocketServer } from 'ws';
import type { Event } from '#domain/audit/event.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { openBenchCluster } from './cluster.ts';
import { startApp, type RunningApp } from '../support/running-app.ts';
import { monotonicUs, type Ask } from './screens.ts';

const AREA = '440310';

/**
 * Commit → screen, in milliseconds, for N screens in a process of their own: the whole pipeline (command, feed,
 * tail, hub, Socket.IO) and, alternating in the same run, the limit: bare `ws` sending the same bytes to as many
 * sockets after the same commit.
 */
export async function push(argv: string[]): Promise<object> {
  const { values } = parseArgs({
    args: argv,
    options: {
      screens: { type: 'string', default: '100' },
      seconds: { type: 'string', default: '8' },
      rate: { type: 'string', default: '20' },
      rounds: { type: 'string', default: '3' },
    },
  });
  const [screens, seconds, rate, rounds] = [values.screens, values.seconds, values.rate, values.rounds].map(
    Number,
  ) as [number, number, number, number];
  const tearDown = await openBenchCluster();
  const app = await startApp(new Date().toISOString());
  const bare = await openBareServer();
  const results: Record<Ask['kind'], Figures[]> = { pipeline: [], bare: [] };
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const kind of ['bare', 'pipeline'] as const) {
        results[kind].push(await measure(app, bare, { kind, screens, seconds, rate }));
      }
    }
  } finally {
    bare.close();
    await app.stop();
    await tearDown();
  }
  return print(results, { screens, seconds, rate, rounds });
}

interface Load {
  kind: Ask['kind'];
  screens: number;
  seconds: number;
  rate: number;
}

/** Milliseconds from the commit: to any screen, and to the last one. */
interface Figures {
  p50: number;
  p99: number;
  lastP50: number;
  lastP99: number;
  facts: number;
  /** Deliveries that did not arrive; anything but 0 is a defect. */
  missing: number;
}

async function measure(app: RunningApp, bare: BareServer, load: Load): Promise<Figures> {
  const client = fork(new URL('screens.ts', import.meta.url));
  const ask: Ask = {
    ...{ kind: load.kind, screens: load.screens, area: AREA, cookie: await app.signIn('ps-leader-1') },
    url: load.kind === 'bare' ? bare.url : app.origin,
  };
  client.send(ask);
  await once(client, 'message');
  const committedAt = new Map<string, number>();
  const sends: Promise<void>[] = [];
  const beginning = performance.now();
  for (let sent = 0; sent < load.seconds * load.rate; sent += 1) {
    await until(beginning + (sent * 1000) / load.rate);
    sends.push(sendOne(app, bare, load.kind, committedAt));
  }
  await Promise.all(sends);
  await until(performance.now() + 500);
  const arrivals = await report(client);
  client.send('close');
  return figuresOf(committedAt, arrivals, load.screens);
}

/** One report through the door; the instant of its commit is when the write path answers, before the fan-out. */
async function sendOne(
  app: RunningApp,
  bare: BareServer,
  kind: Ask['kind'],
  committedAt: Map<string, number>,
): Promise<void> {
  const { lat, lon } = STORY_PLACES.xiuxin;
  const body = {
    channel: 'wechat',
    words: '垃圾桶满了',
    point: { lat, lon },
    matterCode: 'municipal.garbage-overflow',
  };
  const id = crypto.randomUUID();
  const accepted = await globalThis.faling?.execute(
    { kind: 'resident', caseId: null },
    { id, type: 'case.report', body },
  );
  if (!accepted || 'refused' in accepted) throw new Error(`refused: ${JSON.stringify(accepted)}`);
  committedAt.set(`${accepted.caseId}:1`, monotonicUs());
  if (kind === 'bare') bare.send(accepted.caseId, accepted.number);
}

interface BareServer {
  url: string;
  send: (caseId: string, number: string) => void;
  close: () => void;
}

/** The limit: a frame of the size that the pipeline sends, written to each socket and nothing else. */
async function openBareServer(): Promise<BareServer> {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  const { lat, lon } = STORY_PLACES.xiuxin;
  return {
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}`,
    send: (caseId, number) => {
      const place = { areaCode: '440310005002', lat, lon, label: '秀新社区', siteId: null };
      const timer = {
        clock: 'accept',
        subject: caseId,
        gen: 1,
        startAt: 1e12,
        amberAt: 1e12,
        dueAt: 1e12,
        limit: { amount: 30, unit: 'minute' },
        amberFiredAt: null,
        redFiredAt: null,
        stoppedAt: null,
      };
      const body = {
        number,
        kind: 'complaint',
        channel: 'wechat',
        mode: 'named',
        place,
        matterCode: 'municipal.garbage-overflow',
        urgency: 1,
        complexity: 'simple',
        backlog: false,
      };
      const event = {
        type: 'case.reported',
        body,
        armed: [timer],
        caseId,
        version: 1,
        at: 1e12,
        by: { kind: 'resident' },
      } as unknown as Event;
      const frame = JSON.stringify({
        epoch: caseId,
        from: 1,
        to: 2,
        tick: { at: 1e12, rate: 1, real: 1e12 },
        changes: [{ kind: 'event', seq: 2, event }],
      });
      for (const client of server.clients) client.send(frame);
    },
    close: () => {
      for (const client of server.clients) client.terminate();
      server.close();
      http.close();
    },
  };
}

async function report(client: ChildProcess): Promise<Record<string, number[]>> {
  client.send('report');
  const [message] = (await once(client, 'message')) as [{ arrivals: Record<string, number[]> }];
  return message.arrivals;
}

function figuresOf(
  committedAt: Map<string, number>,
  arrivals: Record<string, number[]>,
  screens: number,
): Figures {
  const all: number[] = [];
  const last: number[] = [];
  let missing = 0;
  for (const [key, at] of committedAt) {
    const took = (arrivals[key] ?? []).map((arrived) => (arrived - at) / 1000);
    missing += screens - took.length;
    all.push(...took);
    if (took.length > 0) last.push(Math.max(...took));
  }
  return {
    ...{ p50: quantile(all, 0.5), p99: quantile(all, 0.99) },
    ...{ lastP50: quantile(last, 0.5), lastP99: quantile(last, 0.99) },
    facts: committedAt.size,
    missing,
  };
}

/** Nearest rank. */
function quantile(values: number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

const median = (values: number[]): number => quantile(values, 0.5);
const until = (at: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, at - performance.now())));

function print(
  results: Record<Ask['kind'], Figures[]>,
  load: { screens: number; seconds: number; rate: number; rounds: number },
): object {
  const of = (kind: Ask['kind'], name: keyof Figures): number =>
    median(results[kind].map((one) => one[name]));
  const ratio = (name: keyof Figures): number =>
    median(results.pipeline.map((one, i) => one[name] / (results.bare[i]?.[name] ?? Number.NaN)));
  console.log(
    `push: ${load.screens} screens, ${load.rate} commands/s for ${load.seconds} s, medians of ${load.rounds} rounds, ms from commit`,
  );
  console.log('              p50      p99   last p50   last p99   facts  missing');
  for (const kind of ['bare', 'pipeline'] as const) {
    const cells = (['p50', 'p99', 'lastP50', 'lastP99'] as const)
      .map((name) => of(kind, name).toFixed(1).padStart(9))
      .join('');
    console.log(
      `${kind.padEnd(9)}${cells}${String(of(kind, 'facts')).padStart(10)}${String(of(kind, 'missing')).padStart(8)}`,
    );
  }
  const [p50, p99] = [of('pipeline', 'p50'), of('pipeline', 'p99')];
  const ratios = { last_p50: round(ratio('lastP50')), last_p99: round(ratio('lastP99')) };
  return {
    bench: 'push',
    ...load,
    p50_ms: round(p50),
    p99_ms: round(p99),
    ratios,
    missing: of('pipeline', 'missing'),
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;
