import type pg from 'pg';

const CHANNEL = 'feed';
/** The first commit is told at once; those that follow within this time share one hint. */
const COALESCE_MS = 20;
const RETRY_MS = 1_000;

/**
 * Hints between the processes that something was committed, on a connection of its own: a NOTIFY after the commit, because
 * inside a transaction it would make all commits queue up behind one another. Only a hint: while the connection is
 * lost, the polls of the tails cover for it.
 */
export class Wake {
  readonly #connect: () => pg.Client;
  readonly #onHint: () => void;
  readonly #onFault: (fault: unknown) => void;
  #client: pg.Client | undefined;
  #listening = false;
  #retry: NodeJS.Timeout | undefined;
  #pause: NodeJS.Timeout | undefined;
  #again = false;
  #stopped = false;

  /** @param onHint told of commits of other processes only: a process pokes its own tail without a detour */
  constructor(connect: () => pg.Client, onHint: () => void, onFault: (fault: unknown) => void) {
    this.#connect = connect;
    this.#onHint = onHint;
    this.#onFault = onFault;
    void this.#open();
  }

  /** Tells the other processes; costs the caller nothing and never fails. */
  tell(): void {
    if (this.#pause) this.#again = true;
    else this.#notify();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#pause);
    await this.#client?.end().catch(() => undefined);
  }

  #notify(): void {
    if (this.#stopped) return;
    this.#again = false;
    if (this.#listening) this.#client?.query(`notify ${CHANNEL}`).catch(this.#onFault);
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      if (this.#again) this.#notify();
    }, COALESCE_MS);
  }

  async #open(): Promise<void> {
    if (this.#stopped) return;
    const client = this.#connect();
    this.#client = client;
    const lost = (): void => {
      if (this.#client !== client) return;
      this.#client = undefined;
      this.#listening = false;
      if (!this.#stopped) this.#retry = setTimeout(() => void this.#open(), RETRY_MS);
    };
    client.on('error', lost);
    client.on('end', lost);
    try {
      await client.connect();
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      client.on('notification', (hint) => {
        if (hint.processId !== rows[0]?.pid) this.#onHint();
      });
      // A hint that a crash of the machine loses has nobody left to wake: it need not wait for the disk.
      await client.query('set synchronous_commit = off');
      await client.query(`listen ${CHANNEL}`);
      this.#listening = true;
      // What was committed before the ear was open was told to nobody here.
      this.#onHint();
    } catch {
      lost();
      await client.end().catch(() => undefined);
    }
  }
}
