import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { addressHeader, isLocal, markClient, protocolHeader, type ProxyConfig } from '#server/forwarded.ts';

function requestOf(peer: string, headers: Record<string, string>): IncomingMessage {
  return { socket: { remoteAddress: peer }, headers: { ...headers } } as unknown as IncomingMessage;
}

function marked(peer: string, headers: Record<string, string>, config: Partial<ProxyConfig>): unknown[] {
  const request = requestOf(peer, headers);
  markClient(request, { trustedProxies: [], proxyDepth: null, ...config });
  return [request.headers[addressHeader], request.headers[protocolHeader]];
}

const forwarded = (addresses: string, protocols = 'https'): Record<string, string> => ({
  'x-forwarded-for': addresses,
  'x-forwarded-proto': protocols,
});

test('a client is known by its socket, whatever it says of itself', () => {
  const said = { ...forwarded('10.9.9.9'), [addressHeader]: '10.9.9.9', [protocolHeader]: 'https' };
  expect(marked('203.0.113.5', said, {})).toEqual(['203.0.113.5', 'http']);
  expect(marked('::ffff:203.0.113.5', {}, {})).toEqual(['203.0.113.5', 'http']);
});

describe('by a list of trusted proxies', () => {
  const trustedProxies = ['192.0.2.1', '192.0.2.2'];

  test('a trusted proxy is believed, but not what the client told the proxy', () => {
    const said = forwarded('10.9.9.9, 203.0.113.5, 192.0.2.2');
    expect(marked('192.0.2.1', said, { trustedProxies })).toEqual(['203.0.113.5', 'https']);
  });

  test('a trusted proxy that says nothing is itself the client', () => {
    expect(marked('192.0.2.1', {}, { trustedProxies })).toEqual(['192.0.2.1', 'http']);
  });

  test('anybody else who says that he is one is not believed', () => {
    expect(marked('203.0.113.9', forwarded('10.9.9.9'), { trustedProxies })).toEqual(['203.0.113.9', 'http']);
  });
});

describe('by a fixed depth', () => {
  const peer = '10.0.0.1';

  test.each([
    ['one proxy, as it is', 1, '203.0.113.5'],
    ['one proxy, and a client that invents an address', 1, '10.9.9.9, 203.0.113.5'],
    ['one proxy, and a client that invents a hundred', 1, `${'10.9.9.9, '.repeat(100)}203.0.113.5`],
    ['two proxies, and a client that invents an address', 2, '10.9.9.9, 203.0.113.5, 10.0.0.2'],
    ['two proxies, reached past the outer one', 2, '203.0.113.5'],
    ['one proxy, and words instead of addresses before it', 1, '<script>, , 203.0.113.5'],
    ['an address of IPv6 that stands for one of IPv4', 1, '::ffff:203.0.113.5'],
  ])('%s: the client is found', (_, proxyDepth, addresses) => {
    expect(marked(peer, forwarded(addresses), { proxyDepth })[0]).toBe('203.0.113.5');
  });

  test('what is no address is nobody’s: the peer counts', () => {
    expect(marked(peer, forwarded('unknown'), { proxyDepth: 1 })[0]).toBe(peer);
    expect(marked(peer, {}, { proxyDepth: 1 })[0]).toBe(peer);
  });

  test('the protocol is the outermost proxy’s word, not the client’s', () => {
    const config = { proxyDepth: 1 };
    expect(marked(peer, forwarded('203.0.113.5', 'https, http'), config)[1]).toBe('http');
    expect(marked(peer, forwarded('203.0.113.5', 'http, https'), config)[1]).toBe('https');
  });

  test('and with a list, both must hold', () => {
    const config = { proxyDepth: 1, trustedProxies: [peer] };
    expect(marked(peer, forwarded('10.9.9.9, 203.0.113.5'), config)[0]).toBe('203.0.113.5');
    expect(marked('203.0.113.9', forwarded('10.9.9.9'), config)[0]).toBe('203.0.113.9');
  });

  test('nobody is a program of this machine where every peer is a proxy', () => {
    const local = requestOf('127.0.0.1', { host: 'localhost:5100' });
    expect(isLocal(local, { trustedProxies: [], proxyDepth: null })).toBe(true);
    expect(isLocal(local, { trustedProxies: [], proxyDepth: 1 })).toBe(false);
  });
});
