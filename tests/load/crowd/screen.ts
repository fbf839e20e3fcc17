import type { View } from '#domain/board/view.ts';
import type { Batch } from '#domain/feed.ts';
import { LiveBoard } from '../../../src/lib/live/board.svelte.ts';
import type { FeedSocket } from '../../../src/lib/live/socket.ts';
import { sitDown, type Seat } from './seat.ts';

/** What a screen noticed about itself, since it was last asked. */
export interface Noticed {
  /** From a cut to the next word, in milliseconds. */
  recoveries: number[];
  /** From the instant of a fact, by the database's clock, to this screen. True only where the city's clock is the real one. */
  delays: number[];
  snapshots: number;
  /** The most snapshots that one connection was sent. */
  mostSnapshotsASocket: number;
  /** The longest silence that did not yet stand on the screen. */
  longestUnsaidMs: number;
}

const nothing = (): Noticed => {
  return { recoveries: [], delays: [], snapshots: 0, mostSnapshotsASocket: 0, longestUnsaidMs: 0 };
};

/** One screen: the browser's own live board, with somebody who takes notes of what it goes through. */
export class Screen {
  readonly username: string;
  readonly view: View;
  board: LiveBoard;
  noticed = nothing();
  cuts = 0;
  #stop: () => void = () => undefined;
  #cutAt: number | undefined;
  #socket: FeedSocket | undefined;
  #heardAt = performance.now();
  #ofThisSocket = 0;

  constructor(username: string, view: View) {
    this.username = username;
    this.view = view;
    this.board = new LiveBoard(view, 'desk');
  }

  /** A new page: it knows nothing, and what was there before is gone. */
  open(seat: Omit<Seat, 'opened'>): void {
    this.#stop();
    this.board = new LiveBoard(this.view, 'desk');
    this.#cutAt = undefined;
    sitDown({ ...seat, opened: (socket) => this.#watch(socket) });
    this.#stop = this.board.start();
  }

  close(): void {
    this.#stop();
  }

  /** The line breaks on this side. */
  cut(): void {
    this.#socket?.io.engine.close();
  }

  /** Asked ten times a second: is it silent, and does the screen say so? */
  look(now: number): void {
    if (this.board.liveness === 'live')
      this.noticed.longestUnsaidMs = Math.max(this.noticed.longestUnsaidMs, now - this.#heardAt);
  }

  take(): Noticed {
    const taken = this.noticed;
    this.noticed = nothing();
    return taken;
  }

  #watch(socket: FeedSocket): void {
    this.#socket = socket;
    socket.on('connect', () => (this.#ofThisSocket = 0));
    socket.on('disconnect', () => {
      this.cuts += 1;
      this.#cutAt ??= performance.now();
    });
    socket.on('snapshot', () => {
      this.#hear();
      this.noticed.snapshots += 1;
      this.#ofThisSocket += 1;
      this.noticed.mostSnapshotsASocket = Math.max(this.noticed.mostSnapshotsASocket, this.#ofThisSocket);
    });
    socket.on('batch', (batch) => {
      this.#hear();
      this.#note(batch);
    });
    socket.on('digest', () => this.#hear());
  }

  #hear(): void {
    this.#heardAt = performance.now();
    if (this.#cutAt === undefined) return;
    this.noticed.recoveries.push(this.#heardAt - this.#cutAt);
    this.#cutAt = undefined;
  }

  #note(batch: Batch): void {
    const now = Date.now();
    for (const change of batch.changes) {
      if (change.kind !== 'leave') this.noticed.delays.push(now - change.event.at);
    }
  }
}
