import { ordersBrought } from '#domain/certificate/brought.ts';
import type { Ack, Batch, Snapshot } from '#domain/feed.ts';
import type { Sealer } from '#server/access/seal.ts';
import type { Database } from '#server/db/pool.ts';
import type { Receipts, Screen } from '#server/hub/receipt.ts';
import { keyOf, nameOf, writeShown, writeSent, type SentRow, type ShownRow } from './write.ts';

/** Acknowledgements that come within this time share a statement. */
const GATHER_MS = 250;
/** After a fault of the database. */
const AGAIN_MS = 1_000;
/** Messages with orders that one screen may leave unacknowledged; of more, the oldest are counted as not received. */
const OPEN_MESSAGES = 1_000;
/** Orders on screens that may wait for the database before further claims are left out. */
const WAITING = 100_000;

export interface LedgerOptions {
  db: Database;
  sealer: Sealer;
  /** The city's time now, in milliseconds since 1970. */
  now: () => number;
  onFault: (fault: unknown) => void;
}

interface Sent {
  to: number;
  orders: readonly string[];
}

/**
 * Keeps who was sent which order and what was acknowledged. A screen can only acknowledge what was sent to its own
 * socket before, and what it says it showed counts only where it had received it. Written in batches of its own, never
 * on the way of a command; an acknowledgement is settled when it is in the database, and said again otherwise.
 */
export class Ledger implements Receipts {
  readonly #options: LedgerOptions;
  readonly #open = new WeakMap<Screen, Sent[]>();
  #sent = new Map<string, SentRow>();
  #shown = new Map<string, ShownRow>();
  #settling: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;

  constructor(options: LedgerOptions) {
    this.#options = options;
  }

  sent(screens: Iterable<Screen>, message: Batch | Snapshot): void {
    const orders = ordersBrought(message);
    const isSnapshot = 'cases' in message;
    if (orders.length === 0 && !isSnapshot) return;
    const to = isSnapshot ? message.seq : message.to;
    const at = this.#options.now();
    for (const screen of screens) {
      // A snapshot replaces the board, and with it whatever was sent before and not acknowledged.
      const open = isSnapshot ? [] : (this.#open.get(screen) ?? []);
      if (orders.length > 0) open.push({ to, orders });
      if (open.length > OPEN_MESSAGES) open.shift();
      this.#open.set(screen, open);
      for (const order of orders) this.#note(screen, order, at, null);
    }
  }

  acknowledged(screen: Screen, { cursor, shown }: Ack, settled: () => void): void {
    const at = this.#options.now();
    const open = this.#open.get(screen) ?? [];
    for (const { to, orders } of open) {
      if (to <= cursor) for (const order of orders) this.#note(screen, order, at, at);
    }
    this.#open.set(
      screen,
      open.filter(({ to }) => to > cursor),
    );
    for (const order of shown) this.#noteShown(screen, order, at);
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

  #note(screen: Screen, order: string, sentAt: number, receivedAt: number | null): void {
    const name = nameOf(screen.viewer, order, this.#options.sealer);
    if (!name) return;
    const key = keyOf(name);
    const held = this.#sent.get(key);
    if (held) held.receivedAt ??= receivedAt;
    else if (this.#sent.size < WAITING) this.#sent.set(key, { ...name, sentAt, receivedAt });
    this.#soon(GATHER_MS);
  }

  #noteShown(screen: Screen, order: string, shownAt: number): void {
    const name = nameOf(screen.viewer, order, this.#options.sealer);
    if (!name || this.#shown.size >= WAITING) return;
    const key = keyOf(name);
    if (!this.#shown.has(key)) this.#shown.set(key, { ...name, shownAt });
  }

  #soon(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#writing ??= this.#write().finally(() => {
        this.#writing = undefined;
        if (this.#waits) this.#soon(GATHER_MS);
      });
    }, ms);
  }

  get #waits(): boolean {
    return this.#sent.size > 0 || this.#shown.size > 0 || this.#settling.length > 0;
  }

  async #write(): Promise<void> {
    const [sent, shown, settling] = [this.#sent, this.#shown, this.#settling];
    [this.#sent, this.#shown, this.#settling] = [new Map(), new Map(), []];
    try {
      await writeSent(this.#options.db, [...sent.values()]);
      await writeShown(this.#options.db, [...shown.values()]);
      for (const settled of settling) settled();
    } catch (fault) {
      this.#options.onFault(fault);
      this.#takeBack(sent, shown, settling);
      this.#soon(AGAIN_MS);
    }
  }

  /** What could not be written waits again; the first time that anything was said stays the one that counts. */
  #takeBack(sent: Map<string, SentRow>, shown: Map<string, ShownRow>, settling: (() => void)[]): void {
    for (const [key, later] of this.#sent) {
      const earlier = sent.get(key);
      if (earlier) earlier.receivedAt ??= later.receivedAt;
      else sent.set(key, later);
    }
    this.#sent = sent;
    this.#shown = new Map([...this.#shown, ...shown]);
    this.#settling = [...settling, ...this.#settling];
  }
}
