import type pg from 'pg';

const CHANNEL = 'feed';
const COALESCE_MS = 20;

/**
 * Tells the other processes that something was committed: a NOTIFY of its own after the commit, coalesced,
 * and only a hint. Inside a transaction it would make all commits queue up behind one another.
 */
export class Waker {
  readonly #pool: pg.Pool;
  readonly #onFault: (fault: unknown) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(pool: pg.Pool, onFault: (fault: unknown) => void) {
    this.#pool = pool;
    this.#onFault = onFault;
  }

  tell(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#pool.query(`notify ${CHANNEL}`).catch(this.#onFault);
    }, COALESCE_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** Listens for the hint on a connection of its own, and comes back when that is lost; the poll covers the time between. */
export class Listener {
  readonly #connect: () => pg.Client;
  readonly #onHint: () => void;
  #client: pg.Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(connect: () => pg.Client, onHint: () => void) {
    this.#connect = connect;
    this.#onHint = onHint;
    void this.#open();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#client?.end().catch(() => undefined);
  }

  async #open(): Promise<void> {
    if (this.#stopped) return;
    const client = this.#connect();
    this.#client = client;
    const lost = (): void => {
      if (this.#client !== client) return;
      this.#client = undefined;
      if (!this.#stopped) this.#retry = setTimeout(() => void this.#open(), 1_000);
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', this.#onHint);
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch {
      lost();
    }
  }
}
