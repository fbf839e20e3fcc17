import { io } from 'socket.io-client';
import { boardOf, fold, type Board } from '#domain/board/board.ts';
import type { View } from '#domain/board/view.ts';
import { ordersBrought } from '#domain/certificate/brought.ts';
import type { Ack, Batch, Snapshot } from '#domain/feed.ts';
import { Receipts } from '../../src/lib/live/receipts.ts';
import type { FeedClient } from './running-app.ts';

/** A screen without a picture: the board and the receipts of a real one over a real socket; the test says what is painted. */
export class AcknowledgingScreen {
  readonly receipts = new Receipts();
  readonly socket: FeedClient;
  board: Board | undefined;
  snapshots = 0;
  /** Acknowledgements that the server has stored. */
  settled = 0;
  /** While it is mute, what it owes is not sent. */
  mute = false;
  #epoch: string | null = null;
  #build = '';

  /** @param cookie of a session or of a device */
  constructor(origin: string, cookie: string, { areas, departments }: View) {
    this.socket = io(origin, {
      ...{ transports: ['websocket'], reconnection: false, forceNew: true, autoConnect: false },
      extraHeaders: { origin, cookie },
    });
    const view = { areas: [...areas], departments: [...departments] };
    this.socket.on('connect', () => {
      const since = this.receipts.since(this.board?.cursor ?? 0);
      const epoch = since === undefined ? null : this.#epoch;
      this.socket.emit('hello', { view, epoch, cursor: since ?? 0, build: this.#build });
    });
    this.socket.on('disconnect', () => this.receipts.cut());
    this.socket.on('snapshot', (message) => this.#onSnapshot(message));
    this.socket.on('batch', (message) => this.#onBatch(message));
    this.socket.connect();
  }

  /** Sends an acknowledgement past the rules of a well-behaved screen; answers when the server has settled it. */
  claim(ack: Ack): Promise<void> {
    return new Promise((resolve) => this.socket.emit('ack', ack, resolve));
  }

  #onSnapshot(message: Snapshot): void {
    this.snapshots += 1;
    [this.#epoch, this.#build] = [message.epoch, message.build];
    this.board = boardOf(message.seq, message.cases, message.recent);
    this.#applied(null, message.seq, message);
  }

  #onBatch(message: Batch): void {
    if (!this.board) return;
    if (message.from > this.board.cursor) throw new Error('a gap between two batches');
    this.board = fold(this.board, message.changes, message.to);
    this.#applied(message.from, message.to, message);
  }

  #applied(from: number | null, to: number, message: Snapshot | Batch): void {
    this.receipts.arrived(from, to, ordersBrought(message));
    if (this.mute) return;
    this.receipts.open((ack, settled) =>
      this.socket.emit('ack', ack, () => {
        this.settled += 1;
        settled();
      }),
    );
  }
}
