import { boardOf, prune, type Board, type Change } from '#domain/board/board.ts';
import { foldPast } from '#domain/board/touchstone.ts';
import type { View } from '#domain/board/view.ts';
import { ordersBrought } from '#domain/certificate/brought.ts';
import {
  STALE_MS,
  type Batch,
  type DigestMessage,
  type ResyncReason,
  type Screen,
  type Snapshot,
  type Tick,
} from '#domain/feed.ts';
import type { WallMessage } from '#domain/scene/projection.ts';
import { ServerClock } from './clock.svelte.ts';
import { Colleagues } from './colleagues.svelte.ts';
import { measureTime } from './journey.ts';
import { Receipts } from './receipts.ts';
import { Sight } from './sight.ts';
import { comeBackMs, openSocket, type FeedSocket } from './socket.ts';

/** connecting: nothing yet · live · stale: nothing heard for 12 s, said so on the screen · denied: cut for good. */
export type Liveness = 'connecting' | 'live' | 'stale' | 'denied';

const EMPTY = boardOf(0, []);
const WATCH_MS = 500;
const NO_PAGE = { build: '', onNewBuild: () => undefined };

/**
 * The board of one view, folded from the feed. Silence is never shown as calm: after 12 s without a word the
 * board is stale and says since when, and asks again from where it stands.
 */
export class LiveBoard {
  readonly clock = new ServerClock();
  readonly colleagues = new Colleagues();
  readonly #receipts = new Receipts();
  /** Rows of orders are attached to it, so that the server learns what was really shown. */
  readonly sight = new Sight((orders) => this.#receipts.painted(orders));
  #board = $state.raw<Board>(EMPTY);
  #liveness = $state<Liveness>('connecting');
  #heardAt = $state(0);
  #silentMs = $state(0);
  #attempt = $state(0);
  #refusal = $state.raw<{ refused: string; zh: string; en: string } | null>(null);
  #wall = $state.raw<WallMessage | null>(null);
  readonly #view: View;
  readonly #screen: Screen;
  readonly #onNewBuild: () => void;
  #socket: FeedSocket | undefined;
  #epoch: string | null = null;
  #build: string;
  /** What the board is to be equal to once it has come to that number. */
  #digest: DigestMessage | undefined;
  #heardMono = performance.now();
  #watch: ReturnType<typeof setInterval> | undefined;
  #endMeasuring: (() => void) | undefined;
  #resyncing = false;

  /** @param page the build that this page was loaded from, '' where that is not known, and what to do when the server runs another one */
  constructor(view: View, screen: Screen, page: { build: string; onNewBuild: () => void } = NO_PAGE) {
    this.#view = view;
    this.#screen = screen;
    this.#build = page.build;
    this.#onNewBuild = page.onNewBuild;
  }

  get board(): Board {
    return this.#board;
  }
  get liveness(): Liveness {
    return this.#liveness;
  }
  /** City time of the last word from the server. */
  get heardAt(): number {
    return this.#heardAt;
  }
  /** Real milliseconds since the last word. */
  get silentMs(): number {
    return this.#silentMs;
  }
  /** Which attempt to reconnect is under way; 0 while connected. */
  get attempt(): number {
    return this.#attempt;
  }
  get refusal(): { refused: string; zh: string; en: string } | null {
    return this.#refusal;
  }
  /** How this wall is set up and what a desk put on it; null until it is told, and where this is no wall device. */
  get wall(): WallMessage | null {
    return this.#wall;
  }

  /** Connects; answers with the function that ends it, as `$effect` wants it. */
  start(): () => void {
    this.clock.start();
    const socket = openSocket();
    this.#socket = socket;
    socket.on('connect', () => this.#greet());
    this.#endMeasuring = measureTime(socket, this.clock);
    if (this.#screen === 'desk') this.colleagues.listen(socket);
    socket.on('disconnect', (reason) => this.#onCut(reason));
    socket.io.on('reconnect_attempt', (attempt) => (this.#attempt = attempt));
    socket.on('connect_error', (error) => this.#onConnectError(error.message));
    socket.on('snapshot', (message) => this.#onSnapshot(message));
    socket.on('batch', (message) => this.#onBatch(message));
    socket.on('digest', (message) => this.#onDigest(message));
    socket.on('wall', (message) => (this.#wall = message));
    socket.on('refused', (message) => this.#deny(message));
    this.#watch = setInterval(() => this.#watchSilence(), WATCH_MS);
    return () => this.#stop();
  }

  #stop(): void {
    clearInterval(this.#watch);
    this.clock.stop();
    this.#endMeasuring?.();
    this.#socket?.disconnect();
    this.#socket = undefined;
  }

  #greet(): void {
    const { areas, departments } = this.#view;
    const since = this.#receipts.since(this.#board.cursor);
    this.#socket?.emit('hello', {
      view: { areas: [...areas], departments: [...departments] },
      // Whoever waits for a snapshot cannot go on from where it stands.
      epoch: since === undefined || this.#resyncing ? null : this.#epoch,
      cursor: since ?? 0,
      build: this.#build,
      screen: this.#screen,
    });
  }

  #onSnapshot(message: Snapshot): void {
    const isOther = this.#build !== '' && this.#build !== message.build;
    this.#build = message.build;
    this.#epoch = message.epoch;
    this.#resyncing = false;
    this.#digest = undefined;
    this.#hear(message);
    this.#board = boardOf(message.seq, message.cases, message.recent);
    this.#receipts.arrived(null, message.seq, ordersBrought(message));
    this.#acknowledge();
    if (isOther) this.#onNewBuild();
  }

  #onBatch(message: Batch): void {
    // A board that waits for its snapshot does not move: what it hears meanwhile is no sign of life.
    if (this.#resyncing) return this.clock.hear(message.tick);
    this.#hear(message);
    if (message.epoch !== this.#epoch || message.from > this.#board.cursor) return this.#resync('gap');
    try {
      this.#advance(message.changes, message.to);
    } catch {
      return this.#resync('gap');
    }
    if (this.#resyncing) return;
    this.#receipts.arrived(message.from, message.to, ordersBrought(message));
    this.#acknowledge();
  }

  /** Over this connection, from its first message on: what was sent over an earlier one cannot be acknowledged here. */
  #acknowledge(): void {
    const socket = this.#socket;
    if (socket) this.#receipts.open((ack, settled) => socket.emit('ack', ack, settled));
  }

  #onDigest(message: DigestMessage): void {
    if (this.#resyncing) return this.clock.hear(message.tick);
    this.#hear(message);
    this.#digest = message;
    this.#advance([], this.#board.cursor);
  }

  /** A board that differs from its digest is healed by a snapshot, and counted by the server. */
  #advance(changes: readonly Change[], to: number): void {
    const { board, verdict } = foldPast(this.#board, changes, to, this.#digest);
    this.#board = prune(board, this.clock.read());
    if (verdict !== 'waits') this.#digest = undefined;
    if (verdict === 'differs') this.#resync('digest');
  }

  #resync(reason: ResyncReason): void {
    this.#resyncing = true;
    this.#socket?.emit('resync', { reason });
  }

  #hear(message: { tick: Tick }): void {
    this.clock.hear(message.tick);
    this.#heardAt = message.tick.at;
    this.#heardMono = performance.now();
    this.#silentMs = 0;
    this.#attempt = 0;
    this.#liveness = 'live';
    this.#refusal = null;
  }

  /** The library takes every refusal at the door for final (socket.io, "connect_error"); one without a database is not. */
  #onConnectError(code: string): void {
    if (code === 'not-signed-in') this.#liveness = 'denied';
    else if (this.#socket?.active === false)
      setTimeout(() => this.#socket?.connect(), 1_000 + Math.random() * 1_000);
  }

  /** A server that stops says goodbye, and after that the library does not come back by itself (socket.io, "disconnect"). */
  #onCut(reason: string): void {
    this.#receipts.cut();
    if (reason !== 'io server disconnect' || this.#liveness === 'denied') return;
    setTimeout(() => this.#socket?.connect(), comeBackMs());
  }

  /** Whoever was heard too often, after a stall that sent everything at once, comes back like from any other cut. */
  #deny(message: { refused: string; zh: string; en: string }): void {
    if (message.refused === 'too-many') return;
    this.#refusal = message;
    this.#liveness = 'denied';
  }

  #watchSilence(): void {
    this.#silentMs = Math.round(performance.now() - this.#heardMono);
    // It looks twice a second, and says so before the bound and not at the first look after it.
    if (this.#silentMs < STALE_MS - WATCH_MS || this.#liveness === 'denied') return;
    const wasLive = this.#liveness === 'live';
    this.#liveness = 'stale';
    if (!wasLive || !this.#socket?.connected) return;
    // A connection that looks open but says nothing is told why, if it still hears, and replaced by the next one.
    this.#resync('stale');
    this.#resyncing = false;
    this.#socket.disconnect().connect();
  }
}
