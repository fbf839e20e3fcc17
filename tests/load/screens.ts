import { io } from 'socket.io-client';
import WebSocket from 'ws';
import type { Batch } from '#domain/feed.ts';

/**
 * The client process of the push bench: many screens that note when each fact reached them. Its clock is
 * the machine's monotonic one, the same that the server process reads.
 */
export interface Ask {
  kind: 'pipeline' | 'bare';
  url: string;
  screens: number;
  cookie: string;
  area: string;
}

/** Microseconds of the machine's monotonic clock. */
export const monotonicUs = (): number => Number(process.hrtime.bigint() / 1000n);

const arrivals = new Map<string, number[]>();
const arrive = (key: string): void => {
  const seen = arrivals.get(key) ?? [];
  seen.push(monotonicUs());
  arrivals.set(key, seen);
};

process.on('message', (message: Ask | 'report' | 'close') => {
  if (message === 'report') {
    process.send?.({ arrivals: Object.fromEntries(arrivals) });
    arrivals.clear();
  } else if (message === 'close') {
    process.exit(0);
  } else {
    void open(message).then(() => process.send?.('ready'));
  }
});

async function open(ask: Ask): Promise<void> {
  const screens = Array.from({ length: ask.screens }, () =>
    ask.kind === 'bare' ? openBare(ask.url) : openScreen(ask),
  );
  await Promise.all(screens);
}

function openBare(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.on('open', () => resolve());
    socket.on('error', reject);
    // The limit also reads what it got: a screen that parses nothing shows nothing.
    socket.on('message', (data: Buffer) => note(JSON.parse(data.toString()) as Batch));
  });
}

function openScreen({ url, cookie, area }: Ask): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = io(url, {
      ...{ transports: ['websocket'], forceNew: true, reconnection: false },
      extraHeaders: { cookie, origin: url },
    });
    socket.on('connect_error', reject);
    const view = { areas: [area], departments: [] };
    socket.on('connect', () => socket.emit('hello', { view, epoch: null, cursor: 0, build: '' }));
    socket.on('snapshot', () => resolve());
    socket.on('batch', note);
  });
}

function note(batch: Batch): void {
  for (const change of batch.changes) {
    if (change.kind !== 'leave') arrive(`${change.event.caseId}:${change.event.version}`);
  }
}
