import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { Batch } from '#domain/feed.ts';
import type { FeedRow } from '#server/feed/row.ts';
import type { FeedTail } from '#server/feed/tail.ts';
import { Hub } from '#server/hub/hub.ts';
import { waitingFor } from '#server/hub/wire.ts';
import { eventually } from '../../support/running-app.ts';

const view = { areas: ['440310'], departments: [] };
const wallOf = (area: string) => ({ kind: 'device', deviceId: 'wall', areas: [area], areaCode: area });

/** A hub on a feed that the test writes itself: rows as large as it likes, at its own pace. */
describe('a screen that does not take what it is sent at once', () => {
  let http: Server;
  let hub: Hub;
  let seq: number;
  let silentMs: number;
  let reasons: string[];
  const opened: WebSocket[] = [];

  beforeEach(async () => {
    [seq, silentMs, reasons] = [0, 0, []];
    http = createServer().listen(0, '127.0.0.1');
    await eventually(() => http.listening);
    const feed = {
      epoch: '0b0c0d0e-0000-4000-8000-000000000000',
      get seq() {
        return seq;
      },
      get silentMs() {
        return silentMs;
      },
      since: () => [],
    };
    hub = new Hub({
      ...{
        http,
        tail: feed as unknown as FeedTail,
        build: 'test',
        tick: () => ({ at: 0, rate: 1, real: 0 }),
      },
      originAllowed: () => true,
      viewerOf: async () => wallOf('440310') as never,
      revoked: async () => [],
      walls: async () => new Map(),
      snapshot: async () => ({ epoch: feed.epoch, seq, now: 0, real: 0, cases: [], recent: [] }),
      digest: async () => ({ seq, now: 0, real: 0, count: 0, sum: 0 }),
      receipts: { sent: () => undefined, acknowledged: (_screen, _ack, settled) => settled() },
      onFault: (fault) => expect.unreachable(String(fault)),
    });
    hub.io.on('connection', (socket) => socket.on('disconnect', (reason) => void reasons.push(reason)));
  });
  afterEach(async () => {
    for (const socket of opened.splice(0)) socket.terminate();
    hub.close();
    await new Promise((resolve) => http.close(resolve));
  });

  /** A screen in Socket.IO's own words, which can be made to stop reading. */
  const open = async (): Promise<{ socket: WebSocket; seqs: number[]; frames: number; opening: string }> => {
    const { port } = http.address() as AddressInfo;
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`);
    opened.push(socket);
    const screen = { socket, seqs: [] as number[], frames: 0, opening: '' };
    let welcomed = false;
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      if (text.startsWith('0{')) {
        screen.opening = text;
        socket.send('40');
      } else if (text.startsWith('40')) {
        socket.send(`42${JSON.stringify(['hello', { view, epoch: null, cursor: 0, build: '' }])}`);
      } else if (text === '2') socket.send('3');
      else if (text.startsWith('42["batch"')) {
        const [, batch] = JSON.parse(text.slice(2)) as [string, Batch];
        welcomed = true;
        screen.frames += 1;
        screen.seqs.push(...batch.changes.map((change) => change.seq));
      }
    });
    await eventually(() => welcomed);
    return screen;
  };
  const happen = (bytes: number): void => {
    seq += 1;
    const event = { caseId: `case ${seq}`, version: 1, body: 'x'.repeat(bytes) };
    const row = {
      seq,
      event,
      before: null,
      after: { areaCode: '440310005002', departments: [] },
      image: null,
    };
    hub.onRows([row as unknown as FeedRow]);
  };

  it('is cut once a megabyte waits for it, and the others hear everything in order', async () => {
    const [fast, slow] = [await open(), await open()];
    slow.socket.pause();
    await eventually(() => {
      happen(1_000_000);
      return hub.io.sockets.sockets.size === 1;
    });
    // Not for want of a sign of life, which would take longer and let as much wait as the feed brings.
    expect(reasons).toEqual([expect.stringMatching(/^transport (close|error)$/)]);
    await eventually(() => fast.seqs.length === seq);
    expect(fast.seqs).toEqual(Array.from({ length: seq }, (_, index) => index + 1));
  });

  it('that only pauses hears everything in order, what waited for it and what came after', async () => {
    const screen = await open();
    const [line] = hub.io.sockets.sockets.values();
    screen.socket.pause();
    await eventually(() => {
      happen(60_000);
      return line && waitingFor(line).bytes > 0;
    });
    await eventually(() => {
      happen(1_000);
      return line && waitingFor(line).frames > 0;
    });
    screen.socket.resume();
    await eventually(() => {
      happen(10);
      return line && waitingFor(line).bytes === 0;
    });
    happen(10);
    await eventually(() => screen.seqs.length === seq);
    expect(screen.seqs).toEqual(Array.from({ length: seq }, (_, index) => index + 1));
    expect(reasons).toEqual([]);
  });

  it('is asked for a sign of life every five seconds, and given five to answer', async () => {
    const { opening } = await open();
    expect(opening).toContain('"pingInterval":5000,"pingTimeout":5000');
  });

  it('hears no heartbeat while the feed cannot be read, so that it says by itself that it stands still', async () => {
    const screen = await open();
    const before = screen.frames;
    silentMs = 60_000;
    hub.beat();
    silentMs = 0;
    hub.beat();
    await eventually(() => screen.frames > before);
    expect(screen.frames).toBe(before + 1);
  });
});
