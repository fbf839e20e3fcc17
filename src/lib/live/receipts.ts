import { ACK_SHOWN, type Ack } from '#domain/feed.ts';

/** At least so long between two acknowledgements: four a second, far below what a socket may send. */
const SPACING_MS = 250;
/** So many may be on their way; the server settles them within a second. */
const IN_FLIGHT = 8;
/** How many orders are remembered as told, on a wall that runs for weeks. */
const REMEMBERED = 5_000;

/** A message that brought orders, and has been folded into the board; `from` is null for a snapshot. */
interface Arrival {
  from: number | null;
  to: number;
}

/** Sends one acknowledgement over the connection that is open now. */
export type Send = (ack: Ack, settled: () => void) => void;

/**
 * What this screen owes the server: that messages with orders have arrived on its board, and which orders it has
 * painted. Whatever the server has not settled is said again after a cut, so a receipt is late at worst and never lost.
 */
export class Receipts {
  #send: Send | undefined;
  #arrivals: Arrival[] = [];
  /** Painted, and not on its way. */
  readonly #painted = new Set<string>();
  readonly #known = new Set<string>();
  readonly #flying = new Set<Ack>();
  #toldTo = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #toldAt = Number.NEGATIVE_INFINITY;

  /** The first word came over a new connection: from now on there is somebody to tell. */
  open(send: Send): void {
    if (this.#send) return;
    this.#send = send;
    this.#wake();
  }

  /** The connection is gone, and with it what was on its way. */
  cut(): void {
    this.#send = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const { shown } of this.#flying) for (const order of shown) this.#painted.add(order);
    this.#flying.clear();
    this.#toldTo = 0;
  }

  /** From where to ask again, so that what is not settled is sent once more; undefined means a new snapshot. */
  since(cursor: number): number | undefined {
    if (this.#arrivals.some(({ from }) => from === null)) return undefined;
    return Math.min(cursor, ...this.#arrivals.map(({ from }) => from ?? cursor));
  }

  /** A message has been folded into the board. */
  arrived(from: number | null, to: number, orders: readonly string[]): void {
    if (orders.length === 0) return;
    this.#arrivals.push({ from, to });
    this.#wake();
  }

  /** These orders stood in the picture of a visible page. */
  painted(orders: readonly string[]): void {
    for (const order of orders) {
      if (this.#known.has(order)) continue;
      if (this.#known.size === REMEMBERED) this.#known.clear();
      this.#known.add(order);
      this.#painted.add(order);
    }
    this.#wake();
  }

  get #owes(): boolean {
    return this.#painted.size > 0 || this.#arrivals.some(({ to }) => to > this.#toldTo);
  }

  #wake(): void {
    if (!this.#send || this.#timer || this.#flying.size >= IN_FLIGHT || !this.#owes) return;
    const wait = this.#toldAt + SPACING_MS - performance.now();
    if (wait <= 0) this.#tell(this.#send);
    else this.#timer = setTimeout(() => this.#due(), wait);
  }

  #due(): void {
    this.#timer = undefined;
    this.#wake();
  }

  #tell(send: Send): void {
    const shown = [...this.#painted].slice(0, ACK_SHOWN);
    for (const order of shown) this.#painted.delete(order);
    const ack = { cursor: Math.max(0, ...this.#arrivals.map(({ to }) => to)), shown };
    this.#toldTo = Math.max(this.#toldTo, ack.cursor);
    this.#toldAt = performance.now();
    this.#flying.add(ack);
    send(ack, () => this.#settle(ack));
    this.#wake();
  }

  #settle(ack: Ack): void {
    if (!this.#flying.delete(ack)) return;
    this.#arrivals = this.#arrivals.filter(({ to }) => to > ack.cursor);
    this.#wake();
  }
}
