import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { listenRefusal } from '#server/launch/port.mjs';

/** How long requests that are being answered may go on after a stop was asked for. */
const graceMs = 1_000;

/**
 * Slow clients are cut by these bounds before they can hold connections (RFC 9110 leaves them to servers): ten seconds for
 * the headers, which may be 16 KB, thirty for the whole request; looked at every five, where Node looks every thirty.
 */
export function createHttpServer(): Server {
  return createServer({
    requestTimeout: 30_000,
    headersTimeout: 10_000,
    keepAliveTimeout: 65_000,
    connectionsCheckingInterval: 5_000,
    maxHeaderSize: 16 * 1024,
  });
}

/** @returns the port that is listened on */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', (error) => fail(listenRefusal(error, host, port)));
    server.listen(port, host, () => done((server.address() as AddressInfo).port));
  });
}

/** Takes no more requests, lets those being answered finish, and cuts what is left. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  server.closeIdleConnections();
  await Promise.race([closed, pause(graceMs, undefined, { ref: false })]);
  server.closeAllConnections();
  await closed;
}
