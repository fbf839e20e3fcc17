import type { RefusalCode } from '#domain/refusal.ts';
import type { Viewer } from '#server/access/actor.ts';
import { cut, type Client, type Clients } from './client.ts';
import { Backlog, Budget } from './limits.ts';
import { dropSoon, end, onControlFrame, tear, type Line } from './wire.ts';

/** Who is behind the headers of a line, and who is told where that cannot be found out. */
export interface Doorkeeper {
  viewerOf: (headers: Headers) => Promise<Viewer | undefined>;
  onFault: (fault: unknown) => void;
}

/** Where lines come in. What comes over one is counted before anybody knows whose it is; each may ask once to be let in. */
export class Door {
  readonly #io: Clients;
  readonly #keeper: Doorkeeper;
  /** Every line, whether somebody was let in over it or not; and those that have asked for it. */
  readonly #lines = new Set<Line>();
  readonly #asked = new WeakSet<Line>();
  #isShut = false;

  constructor(io: Clients, keeper: Doorkeeper) {
    this.#io = io;
    this.#keeper = keeper;
    io.engine.on('connection', (line: Line) => this.#count(line));
    io.use((socket, next) => void this.#admit(socket, next));
  }

  get isShut(): boolean {
    return this.#isShut;
  }

  /** Whoever is in is shown out, also who was only about to come in, and nobody is let in any more. */
  shut(): void {
    this.#isShut = true;
    this.#io.disconnectSockets(true);
    for (const line of this.#lines) end(line);
  }

  /** More than a screen has to say ends its line, whatever it consists of. */
  #count(line: Line): void {
    const budget = Budget.ofPackets();
    const heard = (): void => (budget.take() ? undefined : this.#silence(line));
    this.#lines.add(line);
    line.on('packet', heard);
    onControlFrame(line, heard);
    line.on('close', () => {
      this.#lines.delete(line);
      dropSoon(line);
    });
  }

  #silence(line: Line): void {
    for (const socket of this.#io.sockets.sockets.values())
      if (socket.conn === line) return cut(socket, 'too-many');
    tear(line);
  }

  async #admit(socket: Client, next: (error?: Error) => void): Promise<void> {
    const line = socket.conn;
    const turnAway = (why: RefusalCode): void => {
      next(new Error(why));
      // Once it has been told: whoever is let in later comes over another one.
      setImmediate(() => end(line));
    };
    // Each question costs one of the database.
    if (this.#isShut) return turnAway('busy');
    if (this.#asked.has(line)) return turnAway('too-many');
    this.#asked.add(line);
    try {
      const headers = new Headers({ cookie: socket.handshake.headers.cookie ?? '' });
      const viewer = await this.#keeper.viewerOf(headers);
      if (!viewer) return turnAway('not-signed-in');
      if (this.#isShut) return turnAway('busy');
      socket.data = { viewer, views: Budget.ofViews(), backlog: new Backlog(), roomKey: undefined };
      return next();
    } catch (fault) {
      this.#keeper.onFault(fault);
      return turnAway('busy');
    }
  }
}
