import { once } from 'node:events';
import WebSocket from 'ws';
import type { Batch } from '#domain/feed.ts';
import { answerAs, monotonicUs } from './child.ts';
import { quantile, type Heard } from './figures.ts';
import type { Driven } from './server.ts';

/**
 * The client process: thousands of screens that note when each fact reached them. All arms have the same screens, bare
 * sockets that speak Socket.IO's text by hand, so that what is compared is the server. A message is read once however
 * many screens get the same bytes, because otherwise this process and not the server would be the limit.
 */
export type ScreensAsk =
  | {
      do: 'open';
      group: string;
      url: string;
      speaks: 'ws' | 'socket.io';
      screens: number;
      cookie: string;
      area: string;
    }
  /** How many facts every screen must have heard of since the last report. */
  | { do: 'await'; facts: number; boundMs: number }
  /** What was driven; answers what this group of screens heard of it. */
  | { do: 'report'; group: string; driven: Driven[] }
  | { do: 'forget' }
  | { do: 'shut' };

interface Screen {
  socket: WebSocket;
  group: string;
  facts: number;
  cursor: number;
}
interface Message {
  bytes: Buffer;
  from: number;
  to: number;
  seqs: number[];
  caseIds: string[];
}

let screens: Screen[] = [];
/** By group and fact, the microsecond at which each screen heard of it. */
let arrivals = new Map<string, number[]>();
let disorder = 0;
/** By group, how many messages came. */
let frames = new Map<string, number>();
let sample = '';
/** The last few different messages: screens hear the same ones at almost the same time. */
const recent: Message[] = [];

answerAs<ScreensAsk>(async (ask) => {
  if (ask.do === 'open') return openAll(ask);
  if (ask.do === 'await') return awaitAll(ask.facts, ask.boundMs);
  if (ask.do === 'report') return report(ask.group, ask.driven);
  return ask.do === 'forget' ? forget() : shut();
});

/** A few at a time: what is measured is not how a server bears it when all come at once. */
async function openAll(ask: Extract<ScreensAsk, { do: 'open' }>): Promise<object> {
  const before = screens.length;
  while (screens.length < before + ask.screens) {
    const few = Math.min(50, before + ask.screens - screens.length);
    screens.push(...(await Promise.all(Array.from({ length: few }, () => open(ask)))));
  }
  return {};
}

async function awaitAll(facts: number, boundMs: number): Promise<object> {
  const end = performance.now() + boundMs;
  while (performance.now() < end && !screens.every((screen) => screen.facts >= facts)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {};
}

function report(group: string, driven: Driven[]): Heard {
  const members = screens.filter((screen) => screen.group === group).length;
  const all: number[] = [];
  const last: number[] = [];
  let [missing, double, answeredFirst] = [0, 0, 0];
  for (const { caseId, committedUs, answeredUs } of driven) {
    const heardUs = arrivals.get(group + caseId) ?? [];
    missing += Math.max(0, members - heardUs.length);
    double += Math.max(0, heardUs.length - members);
    const inOrder = heardUs.toSorted((a, b) => a - b);
    if (answeredUs <= (inOrder[0] ?? Number.POSITIVE_INFINITY)) answeredFirst += 1 / driven.length;
    for (const us of inOrder) all.push((us - committedUs) / 1000);
    last.push(((inOrder.at(-1) ?? Number.NaN) - committedUs) / 1000);
  }
  return {
    ...{ p50: quantile(all, 0.5), p99: quantile(all, 0.99) },
    ...{ lastP50: quantile(last, 0.5), lastP99: quantile(last, 0.99) },
    ...{
      deliveries: all.length,
      frames: frames.get(group) ?? 0,
      missing,
      double,
      disorder,
      answeredFirst,
      sample,
    },
  };
}

function forget(): object {
  arrivals = new Map();
  [disorder, frames] = [0, new Map()];
  for (const screen of screens) screen.facts = 0;
  return {};
}

async function shut(): Promise<object> {
  const closing = screens;
  screens = [];
  await Promise.all(closing.map(({ socket }) => (socket.close(), once(socket, 'close'))));
  return {};
}

async function open(ask: Extract<ScreensAsk, { do: 'open' }>): Promise<Screen> {
  const { group, url, cookie, area } = ask;
  const viaLibrary = ask.speaks === 'socket.io';
  const path = viaLibrary ? '/socket.io/?EIO=4&transport=websocket' : '/';
  const origin = url.replace('ws:', 'http:');
  const socket = new WebSocket(url + path, { perMessageDeflate: false, headers: { cookie, origin } });
  const screen: Screen = { socket, group, facts: 0, cursor: 0 };
  const hello = { view: { areas: [area], departments: [] }, epoch: null, cursor: 0, build: '' };
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', (code) => reject(new Error(`a screen was cut: ${code}`)));
    if (!viaLibrary) socket.on('open', () => resolve(screen));
    socket.on('message', (data: Buffer) => {
      if (isBatch(data)) return note(screen, data);
      const text = data.toString('utf8', 0, 64);
      if (text.startsWith('0{')) socket.send('40');
      else if (text === '2') socket.send('3');
      else if (text.startsWith('40')) socket.send(`42${JSON.stringify(['hello', hello])}`);
      else if (text.startsWith('42["ready"')) resolve(screen);
      else if (text.startsWith('42["snapshot"')) {
        screen.cursor = seqOf(data);
        resolve(screen);
      } else reject(new Error(text));
    });
  });
}

const BATCH = Buffer.from('42["batch",');
const isBatch = (data: Buffer): boolean =>
  data.length > BATCH.length && data[4] === BATCH[4] && data[3] === BATCH[3];
const seqOf = (snapshot: Buffer): number =>
  Number(/"seq":(\d+)/.exec(snapshot.toString('utf8', 0, 200))?.[1]);

function note(screen: Screen, data: Buffer): void {
  const arrivedUs = monotonicUs();
  const message = recent.find(({ bytes }) => bytes.equals(data)) ?? read(data);
  frames.set(screen.group, (frames.get(screen.group) ?? 0) + 1);
  if (message.to <= screen.cursor) return;
  if (message.from > screen.cursor && screen.cursor > 0) disorder += 1;
  for (const [i, seq] of message.seqs.entries()) {
    if (seq <= screen.cursor) continue;
    screen.facts += 1;
    const fact = screen.group + (message.caseIds[i] ?? '');
    const seen = arrivals.get(fact);
    if (seen) seen.push(arrivedUs);
    else arrivals.set(fact, [arrivedUs]);
  }
  screen.cursor = message.to;
}

function read(data: Buffer): Message {
  const text = data.toString();
  const [, batch] = JSON.parse(text.slice(2)) as ['batch', Batch];
  const facts = batch.changes.flatMap((one) =>
    one.kind === 'event' && one.event.version === 1 ? [one] : [],
  );
  const seqs = facts.map((one) => one.seq);
  if (seqs.some((seq, i) => seq <= (seqs[i - 1] ?? batch.from) || seq > batch.to)) disorder += 1;
  if (facts.length === 1 && batch.changes.length === 1) sample = text;
  const caseIds = facts.map((one) => one.event.caseId);
  const message = { bytes: Buffer.from(data), from: batch.from, to: batch.to, seqs, caseIds };
  recent.unshift(message);
  recent.splice(6);
  return message;
}
