import type pg from 'pg';

const RETRY_MS = 1_000;

export interface EarOptions {
  connect: () => pg.Client;
  channel: string;
  /** Told of what another process said; its own words come to nobody here. */
  onWord: (word: string) => void;
  /** Told each time the ear is open: what was said before was heard by nobody here. */
  onOpen: () => void;
  onFault: (fault: unknown) => void;
}

/**
 * What processes say to each other through the database, on a connection of its own that comes back by itself. Nothing
 * may hang on a word alone: one that is said while the connection is lost is lost with it.
 */
export class Ear {
  readonly #options: EarOptions;
  #client: pg.Client | undefined;
  #listening = false;
  /** One word after the other: a connection answers one question at a time. */
  #saying: Promise<unknown> = Promise.resolve();
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: EarOptions) {
    this.#options = options;
    void this.#open();
  }

  /** Costs the caller nothing and never fails. @param word at most 8,000 bytes */
  say(word = ''): void {
    if (this.#stopped || !this.#listening) return;
    const { channel, onFault } = this.#options;
    const client = this.#client;
    this.#saying = this.#saying
      .then(() => {
        if (client === this.#client && !this.#stopped)
          return client?.query('select pg_notify($1, $2)', [channel, word]);
      })
      .catch(onFault);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#client?.end().catch(() => undefined);
  }

  async #open(): Promise<void> {
    if (this.#stopped) return;
    const { connect, channel, onWord, onOpen } = this.#options;
    const client = connect();
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
      client.on('notification', ({ processId, payload }) => {
        if (processId !== rows[0]?.pid) onWord(payload ?? '');
      });
      // A word that a crash of the machine loses has nobody left to hear it: it need not wait for the disk.
      await client.query('set synchronous_commit = off');
      await client.query(`listen ${channel}`);
      this.#listening = true;
      onOpen();
    } catch {
      lost();
      await client.end().catch(() => undefined);
    }
  }
}
