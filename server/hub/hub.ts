import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import * as v from 'valibot';
import { covers, viewKey, type View } from '#domain/board/view.ts';
import {
  ACK,
  HEARTBEAT_MS,
  HELLO,
  REPLAY_LIMIT,
  RESYNC,
  type Batch,
  type Hello,
  type ServerToClient,
  type Tick,
} from '#domain/feed.ts';
import type { WallMessage } from '#domain/scene/projection.ts';
import { rightsOf, type Viewer } from '#server/access/actor.ts';
import { isDeeperThan, MAX_DEPTH } from '#server/depth.ts';
import { changeFor, type FeedRow } from '#server/feed/row.ts';
import type { ViewDigest, ViewSnapshot } from '#server/feed/snapshot.ts';
import type { FeedTail } from '#server/feed/tail.ts';
import { everyMs, type WorkName } from '#server/timetable.ts';
import { cut, type Client, type Clients } from './client.ts';
import { Door, type Doorkeeper } from './door.ts';
import { MAX_FRAME_BYTES } from './limits.ts';
import type { Receipts, Screen } from './receipt.ts';
import { Room } from './room.ts';
import { Snapshots } from './snapshots.ts';
import { Walls } from './walls.ts';
import { drop, sendToAll, waitingFor } from './wire.ts';

export interface HubOptions extends Doorkeeper {
  http: HttpServer;
  tail: FeedTail;
  build: string;
  tick: () => Tick;
  /** Exact origins that may connect; a request without one is no browser and needs its cookie all the same. */
  originAllowed: (request: IncomingMessage) => boolean;
  /** Which of these viewers is another by now, with other rights, or nobody (undefined): asked every few seconds. */
  changed: (viewers: readonly Viewer[]) => Promise<ReadonlyMap<Viewer, Viewer | undefined>>;
  /** What these walls are to show, by the id of their device: asked every second. */
  walls: (deviceIds: readonly string[]) => Promise<ReadonlyMap<string, WallMessage>>;
  snapshot: (view: View) => Promise<ViewSnapshot>;
  digest: (view: View) => Promise<ViewDigest>;
  receipts: Receipts;
  /** Told of each snapshot that goes to a screen, and of each frame of facts with the commit of its oldest. */
  onSnapshot?: () => void;
  onEmit?: (committedAt: number) => void;
}

const PATH = '/socket.io/';

/** Whatever is asked below the socket's path the library answers, a socket or not: a second answer would end the process. */
export const asksSocket = ({ url }: IncomingMessage): boolean => url?.startsWith(PATH) ?? false;

/** Carries the feed to the screens. It hears of nothing but the feed, so whatever is lost on the way heals alike. */
export class Hub {
  readonly io: Clients;
  readonly #options: HubOptions;
  readonly #rooms = new Map<string, Room>();
  readonly #snapshots: Snapshots<Client>;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #walls: Walls;
  readonly #door: Door;
  resyncs = 0;

  constructor(options: HubOptions) {
    this.#options = options;
    this.#walls = new Walls(options.walls);
    this.#snapshots = new Snapshots(
      options.snapshot,
      (view, askers, snapshot) => this.#giveSnapshot(view, askers, snapshot),
      (askers, fault) => {
        options.onFault(fault);
        // Left connected, they would hear the heartbeat and look live over an old board.
        for (const { conn } of askers) drop(conn);
      },
    );
    this.io = new Server(options.http, {
      path: PATH,
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: MAX_FRAME_BYTES,
      pingInterval: 5_000,
      pingTimeout: 5_000,
      // Whoever opens a line and does not say what for has it no longer than this.
      connectTimeout: 10_000,
      perMessageDeflate: false,
      allowRequest: (request, answer) => answer(null, !this.#door.isShut && options.originAllowed(request)),
    });
    this.#door = new Door(this.io, options);
    this.io.on('connection', (socket) => this.#welcome(socket));
    this.#every('heartbeat', () => this.beat());
    this.#every('digest', () => this.#sendDigests());
    this.#every('revocation', () => this.#cutRevoked());
    this.#every('slow screens', () => this.#dropSlow());
    this.#every('walls', () => this.#walls.tell(this.io.sockets.sockets.values()));
  }

  /** A page of the feed: every room takes what is in its view. */
  onRows(rows: readonly FeedRow[]): void {
    if (this.isHalted) return;
    for (const room of this.#rooms.values()) room.scan(rows);
  }

  /** The feed is broken: no screen may look live, so all are cut and none is let in. Whatever else this process answers it answers on. */
  halt(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const room of this.#rooms.values()) room.close();
    this.#door.shut();
  }

  close(): void {
    this.halt();
    void this.io.close();
  }

  get isHalted(): boolean {
    return this.#door.isShut;
  }

  get sockets(): number {
    return this.io.engine.clientsCount;
  }

  #every(name: WorkName, work: () => void | Promise<void>): void {
    const turn = (): void => void Promise.resolve(work()).catch(this.#options.onFault);
    this.#timers.push(setInterval(turn, everyMs(name)));
  }

  #welcome(socket: Client): void {
    socket.use(([, ...said], next) => {
      if (said.some((one: unknown) => isDeeperThan(one, MAX_DEPTH))) cut(socket, 'bad-input');
      else next();
    });
    socket.on('hello', (message: unknown) => {
      const hello = v.safeParse(HELLO, message);
      if (!socket.data.views.take()) cut(socket, 'too-many');
      else if (hello.success) this.#greet(socket, hello.output);
      else cut(socket, 'bad-input');
    });
    socket.on('time', (answer: unknown) => {
      if (typeof answer === 'function') answer(this.#options.tick());
      else cut(socket, 'bad-input');
    });
    socket.on('resync', (message: unknown) => {
      if (!v.safeParse(RESYNC, message).success) return cut(socket, 'bad-input');
      if (!socket.data.views.take()) return cut(socket, 'too-many');
      this.resyncs += 1;
      const room = this.#rooms.get(socket.data.roomKey ?? '');
      if (room) this.#snapshots.ask(room.view, socket);
    });
    socket.on('ack', (message: unknown, settled: unknown) => {
      const ack = v.safeParse(ACK, message);
      if (!ack.success || typeof settled !== 'function') return cut(socket, 'bad-input');
      this.#options.receipts.acknowledged(socket.data, ack.output, () => void settled());
    });
  }

  #greet(socket: Client, hello: Hello): void {
    const { tail, build } = this.#options;
    if (!covers(rightsOf(socket.data.viewer), hello.view)) return cut(socket, 'not-allowed');
    if (socket.data.roomKey !== undefined) void socket.leave(socket.data.roomKey);
    const room = this.#room(hello.view);
    socket.data.roomKey = room.key;
    const behind = tail.seq - hello.cursor;
    const known =
      hello.epoch === tail.epoch && hello.build === build && behind >= 0 && behind <= REPLAY_LIMIT;
    const missed = known && this.#since(room.view, hello.cursor);
    if (!missed) return this.#snapshots.ask(room.view, socket);
    socket.emit('batch', missed);
    this.#options.receipts.sent([socket.data], missed, null);
    void socket.join(room.key);
  }

  /** What a screen at this number has missed, from memory; nothing where that is no longer kept. */
  #since(view: View, cursor: number): Batch | undefined {
    const { tail, tick } = this.#options;
    const rows = tail.since(cursor);
    if (!rows) return undefined;
    const changes = rows.flatMap((row) => changeFor(view, row) ?? []);
    return { epoch: tail.epoch, from: cursor, to: tail.seq, tick: tick(), changes };
  }

  /** To all who wait for it as one message, then what came since, and from then on they are told with the room. */
  #giveSnapshot(view: View, askers: readonly Client[], snapshot: ViewSnapshot): void {
    const room = this.#room(view);
    const takers = askers.filter((socket) => socket.connected && socket.data.roomKey === room.key);
    if (takers.length === 0) return;
    const { build, tick } = this.#options;
    const { epoch, seq, cases, recent } = snapshot;
    const fresh = { epoch, seq, tick: tick(), build, cases, recent };
    this.#tell(takers, 'snapshot', fresh);
    this.#options.receipts.sent(screensOf(takers), fresh, null);
    const missed = this.#since(view, seq);
    if (missed) {
      this.#tell(takers, 'batch', missed);
      this.#options.receipts.sent(screensOf(takers), missed, null);
    }
    for (const socket of takers) {
      this.#options.onSnapshot?.();
      socket.data.backlog.snapshotSent();
      void socket.join(room.key);
    }
  }

  #tell<N extends keyof ServerToClient>(
    clients: Iterable<Client>,
    name: N,
    message: Parameters<ServerToClient[N]>[0],
  ): void {
    sendToAll(clients, name, message);
  }

  *#members(roomKey: string): Generator<Client> {
    const { adapter, sockets } = this.io.sockets;
    for (const id of adapter.rooms.get(roomKey) ?? []) {
      const socket = sockets.get(id);
      if (socket) yield socket;
    }
  }

  #room(view: View): Room {
    const key = viewKey(view);
    const existing = this.#rooms.get(key);
    if (existing) return existing;
    const { tail, tick, receipts } = this.#options;
    const room = new Room(
      view,
      tail.seq,
      () => ({ epoch: tail.epoch, tick: tick() }),
      (batch, oldestAt) => {
        this.#tell(this.#members(key), 'batch', batch);
        receipts.sent(screensOf(this.#members(key)), batch, oldestAt);
        if (oldestAt !== null) this.#options.onEmit?.(oldestAt);
      },
    );
    this.#rooms.set(key, room);
    return room;
  }

  #closeRoom(room: Room): void {
    room.close();
    this.#rooms.delete(room.key);
  }

  /**
   * Every screen hears the time and how far the feed was read, whether anything happened or not. While the feed cannot be
   * read it hears nothing, and so says by itself that it stands still.
   */
  beat(): void {
    if (this.#options.tail.silentMs > HEARTBEAT_MS) return;
    for (const room of this.#rooms.values()) {
      room.flush();
      // An empty room is kept for a while: a screen may be waiting for its snapshot to enter it.
      if (this.io.sockets.adapter.rooms.has(room.key)) room.emptyBeats = 0;
      else if ((room.emptyBeats += 1) > 3) this.#closeRoom(room);
    }
  }

  /** Each view by itself: one that cannot be read costs the others nothing. */
  async #sendDigests(): Promise<void> {
    for (const room of this.#rooms.values()) await this.#sendDigest(room).catch(this.#options.onFault);
  }

  async #sendDigest(room: Room): Promise<void> {
    const { now, real, ...digest } = await this.#options.digest(room.view);
    const tick = { at: now, real: Math.round(real), rate: this.#options.tick().rate };
    this.#tell(this.#members(room.key), 'digest', { ...digest, tick });
  }

  /** A screen that does not take what it is sent would cost memory for ever; it comes back and resumes. */
  #dropSlow(): void {
    for (const socket of this.io.sockets.sockets.values()) {
      if (socket.data.backlog.tooLong(waitingFor(socket))) drop(socket.conn);
    }
  }

  /** Whoever is gone is cut, and whoever may not see any more what stands on the screen; with other rights that still hold it, it goes on. */
  async #cutRevoked(): Promise<void> {
    const sockets = [...this.io.sockets.sockets.values()];
    const changed = await this.#options.changed(sockets.map(({ data }) => data.viewer));
    for (const socket of sockets) {
      if (!changed.has(socket.data.viewer)) continue;
      const viewer = changed.get(socket.data.viewer);
      const room = this.#rooms.get(socket.data.roomKey ?? '');
      if (!viewer) cut(socket, 'not-signed-in');
      else if (room && !covers(rightsOf(viewer), room.view)) cut(socket, 'not-allowed');
      else socket.data.viewer = viewer;
    }
  }
}

function* screensOf(sockets: Iterable<Client>): Generator<Screen> {
  for (const { data } of sockets) yield data;
}
