import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import * as v from 'valibot';
import { covers, viewKey, type View } from '#domain/board/view.ts';
import {
  HELLO,
  REPLAY_LIMIT,
  RESYNC,
  type ClientToServer,
  type Hello,
  type ServerToClient,
  type Tick,
} from '#domain/feed.ts';
import { refuse, sentenceOf, type RefusalCode } from '#domain/refusal.ts';
import { rightsOf, type Viewer } from '#server/access/actor.ts';
import { changeFor, type FeedRow } from '#server/feed/row.ts';
import type { ViewSnapshot } from '#server/feed/snapshot.ts';
import type { FeedTail } from '#server/feed/tail.ts';
import type { Digest } from '#domain/board/digest.ts';
import { everyMs, type WorkName } from '#server/timetable.ts';
import { MAX_FRAME_BYTES, MAX_WAITING_BYTES, MessageBudget } from './limits.ts';
import { Room } from './room.ts';

interface SocketData {
  viewer: Viewer;
  budget: MessageBudget;
}
type Hubs = Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
type Client = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

export interface HubOptions {
  http: HttpServer;
  tail: FeedTail;
  build: string;
  tick: () => Tick;
  /** Exact origins that may connect; a request without one is no browser and needs its cookie all the same. */
  originAllowed: (request: IncomingMessage) => boolean;
  viewerOf: (headers: Headers) => Promise<Viewer | undefined>;
  /** The viewers of these sockets that may no longer look: asked every few seconds. */
  revoked: (viewers: readonly Viewer[]) => Promise<Viewer[]>;
  snapshot: (view: View) => Promise<ViewSnapshot>;
  digest: (view: View) => Promise<Digest & { seq: number; now: number }>;
  onFault: (fault: unknown) => void;
}

const SNAPSHOT_SHARED_MS = 1_000;

/** Carries the feed to the screens. It hears of nothing but the feed, so whatever is lost on the way heals alike. */
export class Hub {
  readonly io: Hubs;
  readonly #options: HubOptions;
  readonly #rooms = new Map<string, Room>();
  readonly #snapshots = new Map<string, { at: number; taken: Promise<ViewSnapshot> }>();
  readonly #timers: NodeJS.Timeout[] = [];
  resyncs = 0;

  constructor(options: HubOptions) {
    this.#options = options;
    this.io = new Server(options.http, {
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: MAX_FRAME_BYTES,
      pingInterval: 5_000,
      pingTimeout: 5_000,
      perMessageDeflate: false,
      allowRequest: (request, answer) => answer(null, options.originAllowed(request)),
    });
    this.io.use((socket, next) => void this.#admit(socket, next));
    this.io.on('connection', (socket) => this.#welcome(socket));
    this.#every('heartbeat', () => this.beat());
    this.#every('digest', () => this.#sendDigests());
    this.#every('revocation', () => this.#cutRevoked());
  }

  /** A page of the feed: every room takes what is in its view. */
  onRows(rows: readonly FeedRow[]): void {
    for (const room of this.#rooms.values()) room.scan(rows);
  }

  /** The feed is broken: no screen may look live, so all are cut and none is let in. */
  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const room of this.#rooms.values()) room.close();
    this.io.disconnectSockets(true);
    void this.io.close();
  }

  get sockets(): number {
    return this.io.engine.clientsCount;
  }

  #every(name: WorkName, work: () => void | Promise<void>): void {
    const turn = (): void => void Promise.resolve(work()).catch(this.#options.onFault);
    this.#timers.push(setInterval(turn, everyMs(name)));
  }

  async #admit(socket: Client, next: (error?: Error) => void): Promise<void> {
    try {
      const headers = new Headers({ cookie: socket.handshake.headers.cookie ?? '' });
      const viewer = await this.#options.viewerOf(headers);
      if (!viewer) return next(new Error('not-signed-in'));
      socket.data = { viewer, budget: new MessageBudget() };
      return next();
    } catch (fault) {
      this.#options.onFault(fault);
      return next(new Error('busy'));
    }
  }

  #welcome(socket: Client): void {
    socket.use((_packet, next) => {
      if (socket.data.budget.take()) next();
      else this.#cut(socket, 'too-many');
    });
    socket.on('hello', (message: unknown) => {
      const hello = v.safeParse(HELLO, message);
      if (hello.success) void this.#greet(socket, hello.output).catch(this.#options.onFault);
      else this.#cut(socket, 'bad-input');
    });
    socket.on('resync', (message: unknown) => {
      if (!v.safeParse(RESYNC, message).success) return this.#cut(socket, 'bad-input');
      this.resyncs += 1;
      const room = this.#roomOf(socket);
      if (room) void this.#sendSnapshot(socket, room).catch(this.#options.onFault);
    });
  }

  async #greet(socket: Client, hello: Hello): Promise<void> {
    const { tail, build } = this.#options;
    if (!covers(rightsOf(socket.data.viewer), hello.view)) return this.#cut(socket, 'not-allowed');
    this.#leaveRoom(socket);
    const room = this.#room(hello.view);
    const behind = tail.seq - hello.cursor;
    const known =
      hello.epoch === tail.epoch && hello.build === build && behind >= 0 && behind <= REPLAY_LIMIT;
    if (known && this.#replay(socket, room, hello.cursor)) return;
    await this.#sendSnapshot(socket, room);
  }

  /** Sends what the screen missed from memory and lets it into the room; false where that is no longer kept. */
  #replay(socket: Client, room: Room, cursor: number): boolean {
    const rows = this.#options.tail.since(cursor);
    if (!rows) return false;
    const { tail, tick } = this.#options;
    const changes = rows.flatMap((row) => changeFor(room.view, row) ?? []);
    socket.emit('batch', { epoch: tail.epoch, from: cursor, to: tail.seq, tick: tick(), changes });
    void socket.join(room.key);
    return true;
  }

  async #sendSnapshot(socket: Client, room: Room): Promise<void> {
    const { epoch, seq, cases, recent } = await this.#sharedSnapshot(room.view);
    if (!socket.connected) return;
    const { build, tick } = this.#options;
    socket.emit('snapshot', { epoch, seq, tick: tick(), build, cases, recent });
    // What the room was told between the snapshot and now follows from memory, so nothing is missed.
    if (!this.#replay(socket, room, seq)) await socket.join(room.key);
  }

  #sharedSnapshot(view: View): Promise<ViewSnapshot> {
    const key = viewKey(view);
    const now = performance.now();
    const shared = this.#snapshots.get(key);
    if (shared && now - shared.at < SNAPSHOT_SHARED_MS) return shared.taken;
    const taken = this.#options.snapshot(view);
    this.#snapshots.set(key, { at: now, taken });
    setTimeout(() => this.#snapshots.delete(key), SNAPSHOT_SHARED_MS).unref();
    return taken;
  }

  #room(view: View): Room {
    const key = viewKey(view);
    const existing = this.#rooms.get(key);
    if (existing) return existing;
    const { tail, tick } = this.#options;
    const room = new Room(
      view,
      tail.seq,
      () => ({ epoch: tail.epoch, tick: tick() }),
      (batch) => this.io.to(key).emit('batch', batch),
    );
    this.#rooms.set(key, room);
    return room;
  }

  #closeRoom(room: Room): void {
    room.close();
    this.#rooms.delete(room.key);
  }

  #roomOf(socket: Client): Room | undefined {
    for (const key of socket.rooms) {
      const room = this.#rooms.get(key);
      if (room) return room;
    }
    return undefined;
  }

  #leaveRoom(socket: Client): void {
    const room = this.#roomOf(socket);
    if (room) void socket.leave(room.key);
  }

  /** Every screen hears the time and how far the feed was read, whether anything happened or not. */
  beat(): void {
    for (const room of this.#rooms.values()) {
      room.flush();
      // An empty room is kept for a while: a screen may be waiting for its snapshot to enter it.
      if (this.io.sockets.adapter.rooms.has(room.key)) room.emptyBeats = 0;
      else if ((room.emptyBeats += 1) > 3) this.#closeRoom(room);
    }
    for (const socket of this.io.sockets.sockets.values()) {
      if (waitingBytes(socket) > MAX_WAITING_BYTES) socket.disconnect(true);
    }
  }

  async #sendDigests(): Promise<void> {
    for (const room of this.#rooms.values()) {
      const { now, ...digest } = await this.#options.digest(room.view);
      this.io.to(room.key).emit('digest', { ...digest, tick: { at: now, rate: this.#options.tick().rate } });
    }
  }

  async #cutRevoked(): Promise<void> {
    const sockets = [...this.io.sockets.sockets.values()];
    const revoked = new Set(await this.#options.revoked(sockets.map((socket) => socket.data.viewer)));
    for (const socket of sockets) if (revoked.has(socket.data.viewer)) this.#cut(socket, 'not-signed-in');
  }

  #cut(socket: Client, code: RefusalCode): void {
    const refusal = refuse(code, { act: 'hello', field: 'message', seconds: 1 });
    const [zh, en] = [sentenceOf(refusal, 'zh'), sentenceOf(refusal, 'en')];
    socket.emit('refused', { refused: code, zh, en });
    socket.disconnect(true);
  }
}

/** Bytes that wait in the kernel's and the library's buffers of one socket. */
function waitingBytes(socket: Client): number {
  const transport = socket.conn.transport as unknown as { socket?: { bufferedAmount?: number } };
  return transport.socket?.bufferedAmount ?? 0;
}
