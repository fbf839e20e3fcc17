import { createServer, type RequestListener, type Server } from 'node:http';

/** So many processes may stand on one machine. */
const AT_MOST = 16;

/**
 * A server of this process alone, on the first free port from `first` on: behind one port nobody could say which of
 * several processes answers. It is not shared with the other processes of Node's cluster.
 * @throws where none of the ports is free
 */
export async function openOwnPort(host: string, first: number, answer: RequestListener): Promise<Server> {
  for (let port = first; ; port += 1) {
    const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, answer);
    try {
      await new Promise<void>((done, fail) => {
        server.once('error', fail);
        server.listen({ host, port, exclusive: true }, done);
      });
      return server;
    } catch (fault) {
      const taken = (fault as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!taken || port === first + AT_MOST - 1) throw fault;
    }
  }
}
