import type pg from 'pg';

const RETRY_MS = 1_000;
/** So many words may wait for the one that is being said; what comes on top of them is not said at all. */
const MOST_WAITING = 1_000;

export interface EarOptions {
  /** A connection with time-outs: a line that carries nothing has to fail to be given up. */
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
  #waiting = 0;
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: EarOptions) {
    this.#options = options;
    void this.#open();
  }

  /** Costs the caller nothing and never fails. @param word at most 8,000 bytes */
  say(word = ''): void {
    const client = this.#client;
    if (this.#stopped || !this.#listening || !client || this.#waiting >= MOST_WAITING) return;
    this.#waiting += 1;
    this.#saying = this.#saying.then(() => this.#speak(client, word)).finally(() => (this.#waiting -= 1));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#client?.end().catch(() => undefined);
  }

  /** A line on which a word failed is given up, with the words that wait for it. */
  async #speak(client: pg.Client, word: string): Promise<void> {
    if (client !== this.#client || this.#stopped) return;
    const { channel, onFault } = this.#options;
    try {
      await client.query('select pg_notify($1, $2)', [channel, word]);
    } catch (fault) {
      if (!this.#stopped) onFault(fault);
      this.#lose(client);
    }
  }

  #lose(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#listening = false;
    void client.end().catch(() => undefined);
    if (!this.#stopped) this.#retry = setTimeout(() => void this.#open(), RETRY_MS);
  }

  async #open(): Promise<void> {
    if (this.#stopped) return;
    const { connect, channel, onWord, onOpen } = this.#options;
    const client = connect();
    this.#client = client;
    client.on('error', () => this.#lose(client));
    client.on('end', () => this.#lose(client));
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
      this.#lose(client);
    }
  }
}
