import type { WallMessage } from '#domain/scene/projection.ts';
import type { Client } from './client.ts';

type Read = (deviceIds: readonly string[]) => Promise<ReadonlyMap<string, WallMessage>>;

/** Tells each wall what it is to show, once for each time that it changes. What a lost message said comes with the next connect. */
export class Walls {
  readonly #read: Read;
  readonly #told = new WeakMap<Client, string>();

  constructor(read: Read) {
    this.#read = read;
  }

  async tell(sockets: Iterable<Client>): Promise<void> {
    const walls = [...sockets].flatMap((socket) => {
      const { viewer } = socket.data;
      return viewer.kind === 'device' ? [{ socket, id: viewer.id }] : [];
    });
    if (walls.length === 0) return;
    const messages = await this.#read([...new Set(walls.map(({ id }) => id))]);
    for (const { socket, id } of walls) {
      const message = messages.get(id);
      const said = JSON.stringify(message);
      if (!message || said === this.#told.get(socket)) continue;
      this.#told.set(socket, said);
      socket.emit('wall', message);
    }
  }
}
