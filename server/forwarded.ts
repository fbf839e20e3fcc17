import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Config } from '#server/config.ts';

/** Headers that only this file writes; what a client sends under these names is thrown away. */
export const addressHeader = 'x-faling-address';
export const protocolHeader = 'x-faling-protocol';

export type ProxyConfig = Pick<Config, 'trustedProxies' | 'proxyDepth'>;

/**
 * Writes down who is asking and how: the address of the socket and `http`, or, where the socket belongs to a
 * trusted proxy, what the proxy says. Quotas count by this address, so that a header sent by anybody
 * must not be believed.
 */
export function markClient(request: IncomingMessage, config: ProxyConfig): void {
  const peer = plain(request.socket.remoteAddress ?? '');
  const trusted = isProxy(peer, config);
  const said = trusted ? listOf(request.headers['x-forwarded-for']).map(plain) : [];
  const client = clientIn(said, config);
  request.headers[addressHeader] = client !== undefined && isIP(client) !== 0 ? client : peer;
  const protocols = trusted ? listOf(request.headers['x-forwarded-proto']) : [];
  request.headers[protocolHeader] = fromRight(protocols, config.proxyDepth) === 'https' ? 'https' : 'http';
}

/** With a depth and no list every peer is a proxy: nothing else may then reach the port (docs/operations.md). */
const isProxy = (peer: string, { trustedProxies, proxyDepth }: ProxyConfig): boolean =>
  trustedProxies.length > 0 ? trustedProxies.some((one) => plain(one) === peer) : proxyDepth !== null;

/** By the fixed depth where there is one, otherwise the last address that is no trusted proxy's. */
function clientIn(said: readonly string[], { trustedProxies, proxyDepth }: ProxyConfig): string | undefined {
  if (proxyDepth !== null) return fromRight(said, proxyDepth);
  return said.findLast((address) => !trustedProxies.some((one) => plain(one) === address));
}

/**
 * Each proxy adds one on the right, so what stands left of the depth came from the client and may be anything. A shorter
 * list was written by proxies alone. Without a depth the first: proxies set this header and add nothing to it.
 */
const fromRight = (said: readonly string[], depth: number | null): string | undefined =>
  depth === null ? said[0] : (said.at(-depth) ?? said[0]);

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
export function isLocal(request: IncomingMessage, config: ProxyConfig): boolean {
  const peer = plain(request.socket.remoteAddress ?? '');
  return (
    LOOPBACK.test(peer) &&
    !isProxy(peer, config) &&
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
