import { once } from 'node:events';
import {
  connect,
  createServer,
  type AddressInfo,
  type NetConnectOpts,
  type Server,
  type Socket,
} from 'node:net';

/** A line between clients and servers that can be bad: slow, cut, or open without a word getting through. */
export class TcpProxy {
  /** Each way, in milliseconds. */
  latencyMs = 0;
  /** Connections stay open and nothing is carried. What was swallowed is gone: the line is cut when it ends. */
  blackHole = false;
  readonly #targets: () => readonly NetConnectOpts[];
  readonly #pairs = new Set<Socket>();
  readonly #server: Server;
  #turn = 0;

  /** @param targets whom to try, in turn: a balancer where there are several */
  constructor(targets: () => readonly NetConnectOpts[]) {
    this.#targets = targets;
    this.#server = createServer((client) => this.#serve(client));
  }

  async listen(port = 0): Promise<number> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  /** Cuts every connection at this instant. A socket of the file system, as to Postgres, knows no reset: it is closed. */
  reset(): void {
    for (const socket of this.#pairs) {
      if (socket.remoteFamily === undefined) socket.destroy();
      else socket.resetAndDestroy();
    }
  }

  get connections(): number {
    return this.#pairs.size / 2;
  }

  async close(): Promise<void> {
    const closed = new Promise((done) => this.#server.close(done));
    this.reset();
    await closed;
  }

  /** What passes from the server to a client may be changed on its way; each connection gets a change of its own. */
  protected toClient(): (chunk: Buffer) => Buffer {
    return (chunk) => chunk;
  }

  #serve(client: Socket): void {
    client.on('error', () => client.destroy());
    const targets = this.#targets();
    this.#turn += 1;
    this.#dial(client, targets, 0, this.#turn);
  }

  #dial(client: Socket, targets: readonly NetConnectOpts[], attempt: number, turn: number): void {
    const target = targets[(turn + attempt) % targets.length];
    if (!target || attempt === targets.length) return void client.destroy();
    const server = connect(target);
    const next = (): void => this.#dial(client, targets, attempt + 1, turn);
    server.once('error', next);
    server.once('connect', () => {
      server.off('error', next);
      this.#join(client, server);
    });
  }

  #join(client: Socket, server: Socket): void {
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      this.#pairs.add(socket);
    }
    this.#carry(client, server, (chunk) => chunk);
    this.#carry(server, client, this.toClient());
  }

  #carry(from: Socket, to: Socket, change: (chunk: Buffer) => Buffer): void {
    const send = (write: () => void): unknown =>
      this.latencyMs > 0 ? setTimeout(write, this.latencyMs) : write();
    from.on('data', (chunk) => {
      if (this.blackHole) return;
      const changed = change(chunk);
      if (changed.length > 0) send(() => void (to.writable && to.write(changed)));
    });
    from.on('error', () => undefined);
    from.on('close', () => {
      this.#pairs.delete(from);
      send(() => to.destroy());
    });
  }
}

/** Before a Postgres: every NotificationResponse ('A') is lost on the way (protocol 3.0, "Message Formats"). */
export class MuteNotifications extends TcpProxy {
  lost = 0;

  protected override toClient(): (chunk: Buffer) => Buffer {
    let waiting = Buffer.alloc(0);
    return (chunk) => {
      waiting = Buffer.concat([waiting, chunk]);
      const kept: Buffer[] = [];
      let at = 0;
      while (waiting.length - at >= 5) {
        const length = 1 + waiting.readUInt32BE(at + 1);
        if (waiting.length - at < length) break;
        if (waiting[at] === 0x41) this.lost += 1;
        else kept.push(waiting.subarray(at, at + length));
        at += length;
      }
      waiting = Buffer.from(waiting.subarray(at));
      return Buffer.concat(kept);
    };
  }
}
