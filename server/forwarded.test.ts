import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { addressHeader, markClient, protocolHeader } from '#server/forwarded.ts';

function marked(peer: string, headers: Record<string, string>, trustedProxies: string[]): unknown[] {
  const request = { socket: { remoteAddress: peer }, headers: { ...headers } } as unknown as IncomingMessage;
  markClient(request, { trustedProxies });
  return [request.headers[addressHeader], request.headers[protocolHeader]];
}

test('a client is known by its socket, whatever it says of itself', () => {
  const said = { 'x-forwarded-for': '10.9.9.9', 'x-forwarded-proto': 'https', [addressHeader]: '10.9.9.9' };
  expect(marked('203.0.113.5', said, [])).toEqual(['203.0.113.5', 'http']);
  expect(marked('::ffff:203.0.113.5', {}, [])).toEqual(['203.0.113.5', 'http']);
});

test('a trusted proxy is believed, but not what the client told the proxy', () => {
  const said = { 'x-forwarded-for': '10.9.9.9, 203.0.113.5, 192.0.2.2', 'x-forwarded-proto': 'https' };
  expect(marked('192.0.2.1', said, ['192.0.2.1', '192.0.2.2'])).toEqual(['203.0.113.5', 'https']);
});

test('a trusted proxy that says nothing is itself the client', () => {
  expect(marked('192.0.2.1', {}, ['192.0.2.1'])).toEqual(['192.0.2.1', 'http']);
});
