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

/** What proxies add to a request; whether they are believed is another question. */
const FORWARDED = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];
const LOOPBACK = /^(127(\.\d{1,3}){3}|::1)$/;
const LOCAL_NAME = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;

/**
 * Whether a program on this machine asks this process itself. Nothing that came through a proxy does: neither what
 * bears a trace of one, whoever sent it, nor anything from an address that is a trusted proxy's.
 */
export function isLocal(request: IncomingMessage, config: Pick<Config, 'trustedProxies'>): boolean {
  const peer = plain(request.socket.remoteAddress ?? '');
  return (
    LOOPBACK.test(peer) &&
    !config.trustedProxies.some((proxy) => plain(proxy) === peer) &&
    LOCAL_NAME.test(request.headers.host ?? '') &&
    FORWARDED.every((name) => request.headers[name] === undefined)
  );
}

function listOf(header: string | string[] | undefined): string[] {
  return [header ?? []].flat().flatMap((line) => line.split(',').flatMap((part) => part.trim() || []));
}

/** An IPv4 client of an IPv6 socket is the same client (RFC 4291, section 2.5.5.2). */
function plain(address: string): string {
  return address.replace(/^::ffff:/, '');
}
