import type { IncomingMessage } from 'node:http';
import type { Config } from '#server/config.ts';

/** Headers that only this file writes; what a client sends under these names is thrown away. */
export const addressHeader = 'x-faling-address';
export const protocolHeader = 'x-faling-protocol';

/**
 * Writes down who is asking and how: the address of the socket and `http`, or, where the socket belongs to a
 * trusted proxy, what the proxy says. Sign-in limits count by this address, so that a header sent by anybody
 * must not be believed.
 */
export function markClient(request: IncomingMessage, config: Pick<Config, 'trustedProxies'>): void {
  const peer = plain(request.socket.remoteAddress ?? '');
  const trusted = config.trustedProxies.includes(peer);
  const said = trusted ? listOf(request.headers['x-forwarded-for']) : [];
  const client = said.findLast((address) => !config.trustedProxies.includes(plain(address)));
  request.headers[addressHeader] = plain(client ?? peer);
  const protocol = trusted ? listOf(request.headers['x-forwarded-proto'])[0] : undefined;
  request.headers[protocolHeader] = protocol === 'https' ? 'https' : 'http';
}

function listOf(header: string | string[] | undefined): string[] {
  return [header ?? []].flat().flatMap((line) => line.split(',').flatMap((part) => part.trim() || []));
}

/** An IPv4 client of an IPv6 socket is the same client (RFC 4291, section 2.5.5.2). */
function plain(address: string): string {
  return address.replace(/^::ffff:/, '');
}
