import { ordersBrought } from '#domain/certificate/brought.ts';
import type { Ack, Batch, Snapshot } from '#domain/feed.ts';
import type { Viewer } from '#server/access/actor.ts';
import type { Sealer } from '#server/access/seal.ts';
import type { Database } from '#server/db/pool.ts';
import type { Receipts, Screen } from '#server/hub/receipt.ts';
import { writeSent, writeShown, type Sending, type Sighting } from './write.ts';

/** Acknowledgements that come within this time share a statement. */
const GATHER_MS = 250;
/** After a fault of the database. */
const AGAIN_MS = 1_000;
/** Messages with orders that one screen may leave unacknowledged; of more, the oldest count as not received. */
const OPEN_MESSAGES = 1_000;
/** Notes that may wait for the database before further ones are left out. */
const WAITING = 200_000;

export interface LedgerOptions {
  db: Database;
  sealer: Sealer;
  /** The city's time now, in milliseconds since 1970. */
  now: () => number;
  onFault: (fault: unknown) => void;
  /** Told of each screen whose board has come to hold a frame with orders: when the oldest fact of it was committed. */
  onReceived?: (committedAt: number) => void;
}

interface Sent {
  to: number;
  orders: readonly string[];
  committedAt: number | null;
}

/**
 * Keeps who was sent which order and what was acknowledged. A screen can only acknowledge what was sent to its own
 * socket before, and what it says it showed counts only where it had received it. Written in batches of its own, never
 * on the way of a command; an acknowledgement is settled when it is in the database, and said again otherwise.
 */
export class Ledger implements Receipts {
  readonly #options: LedgerOptions;
  readonly #open = new WeakMap<Screen, Sent[]>();
  // In the order in which things were said: the first time counts.
  #sendings: Sending[] = [];
  #sightings: Sighting[] = [];
  #settling: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;

  constructor(options: LedgerOptions) {
    this.#options = options;
  }

  sent(screens: Iterable<Screen>, message: Batch | Snapshot, committedAt: number | null): void {
    const orders = ordersBrought(message);
    const isSnapshot = 'cases' in message;
    if (orders.length === 0 && !isSnapshot) return;
    const to = isSnapshot ? message.seq : message.to;
    const at = this.#options.now();
    for (const screen of screens) {
      // A snapshot replaces the board, and with it whatever was sent before and not acknowledged.
      const open = isSnapshot ? [] : (this.#open.get(screen) ?? []);
      if (orders.length > 0) open.push({ to, orders, committedAt });
      if (open.length > OPEN_MESSAGES) open.shift();
      this.#open.set(screen, open);
      this.#note(screen.viewer, orders, at, null);
    }
  }

  acknowledged(screen: Screen, { cursor, shown }: Ack, settled: () => void): void {
    const at = this.#options.now();
    const open = this.#open.get(screen) ?? [];
    for (const { to, orders, committedAt } of open) {
      if (to > cursor) continue;
      this.#note(screen.viewer, orders, at, at);
      if (committedAt !== null) this.#options.onReceived?.(committedAt);
    }
    this.#open.set(
      screen,
      open.filter(({ to }) => to > cursor),
    );
    for (const orderId of shown) {
      if (this.#sightings.length < WAITING)
        this.#sightings.push({ viewer: screen.viewer, orderId, shownAt: at });
    }
    this.#settling.push(settled);
    this.#soon(GATHER_MS);
  }

  /** Writes what waits; the hub is gone by then. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#writing;
    await this.#write();
    clearTimeout(this.#timer);
  }

  #note(viewer: Viewer, orders: readonly string[], sentAt: number, receivedAt: number | null): void {
    if (orders.length === 0 || this.#sendings.length > WAITING) return;
    for (const orderId of orders) this.#sendings.push({ viewer, orderId, sentAt, receivedAt });
    this.#soon(GATHER_MS);
  }

  #soon(ms: number): void {
    if (this.#writing) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#writing = this.#write().then((wait) => {
        this.#writing = undefined;
        if (this.#waits) this.#soon(wait);
      });
    }, ms);
  }

  get #waits(): boolean {
    return this.#sendings.length + this.#sightings.length + this.#settling.length > 0;
  }

  /** Answers with how long to wait before the next time. */
  async #write(): Promise<number> {
    const { db, sealer, onFault } = this.#options;
    const [sendings, sightings, settling] = [this.#sendings, this.#sightings, this.#settling];
    [this.#sendings, this.#sightings, this.#settling] = [[], [], []];
    try {
      await writeSent(db, sealer, sendings);
      await writeShown(db, sealer, sightings);
      for (const settled of settling) settled();
      return GATHER_MS;
    } catch (fault) {
      onFault(fault);
      this.#sendings = [...sendings, ...this.#sendings];
      this.#sightings = [...sightings, ...this.#sightings];
      this.#settling = [...settling, ...this.#settling];
      return AGAIN_MS;
    }
  }
}
