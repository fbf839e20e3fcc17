import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import WebSocket from 'ws';
import type { Viewer } from '#server/access/actor.ts';
import type { FeedRow } from '#server/feed/row.ts';
import type { FeedTail } from '#server/feed/tail.ts';
import { Hub } from '#server/hub/hub.ts';
import { eventually } from './running-app.ts';

/** A wall of the district, as the hub knows whoever looks. */
export const WALL = {
  ...{ kind: 'device', deviceId: 'wall', areas: ['440310'], areaCode: '440310' },
} as unknown as Viewer;

/** A hub on a feed that the test writes itself: rows as large as it likes, at its own pace. */
export interface HubOnAFeed {
  hub: Hub;
  /** The last number, and how long the feed has said nothing. */
  feed: { seq: number; silentMs: number };
  /** How often somebody asked to be let in. */
  asked: () => number;
  /** Whether the server that it stands on takes connections, and how many it has. */
  isListening: () => boolean;
  connections: () => Promise<number>;
  /** Whether the library holds nobody any more who is neither in nor out. */
  isNobodyAtTheDoor: () => boolean;
  /** Why sockets ended. */
  reasons: string[];
  /** A line to it that says nothing yet. */
  line: () => WebSocket;
  /** One more fact, of so many bytes. */
  happen: (bytes: number) => void;
  close: () => Promise<void>;
}

/** @param viewerOf who is behind a line; without it, a wall of the district */
export async function openHub(
  viewerOf: () => Promise<Viewer | undefined> = () => Promise.resolve(WALL),
): Promise<HubOnAFeed> {
  const feed = { epoch: '0b0c0d0e-0000-4000-8000-000000000000', seq: 0, silentMs: 0, since: () => [] };
  const http = createServer().listen(0, '127.0.0.1');
  await eventually(() => http.listening);
  const reasons: string[] = [];
  const opened: WebSocket[] = [];
  let asked = 0;
  const hub = new Hub({
    ...{ http, tail: feed as unknown as FeedTail, build: 'test' },
    tick: () => ({ at: 0, rate: 1, real: 0 }),
    originAllowed: () => true,
    viewerOf: () => {
      asked += 1;
      return viewerOf();
    },
    changed: async () => new Map(),
    walls: async () => new Map(),
    snapshot: async () => ({ epoch: feed.epoch, seq: feed.seq, now: 0, real: 0, cases: [], recent: [] }),
    digest: async () => ({ seq: feed.seq, now: 0, real: 0, count: 0, sum: 0 }),
    receipts: { sent: () => undefined, acknowledged: (_screen, _ack, settled) => settled() },
    onFault: (fault) => {
      throw fault;
    },
  });
  hub.io.on('connection', (socket) => socket.on('disconnect', (reason) => void reasons.push(reason)));
  const { port } = http.address() as AddressInfo;
  return {
    ...{ hub, feed, reasons, asked: () => asked, isListening: () => http.listening },
    isNobodyAtTheDoor: () =>
      (hub.io.sockets as unknown as { _preConnectSockets: Map<string, unknown> })._preConnectSockets.size ===
      0,
    connections: promisify(http.getConnections.bind(http)),
    line: () => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`);
      opened.push(socket);
      return socket;
    },
    happen: (bytes) => {
      feed.seq += 1;
      const event = { caseId: `case ${feed.seq}`, version: 1, body: 'x'.repeat(bytes) };
      const after = { areaCode: '440310005002', departments: [] };
      hub.onRows([{ seq: feed.seq, event, before: null, after, image: null } as unknown as FeedRow]);
    },
    close: async () => {
      for (const socket of opened) socket.terminate();
      hub.close();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
