import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { asksMetrics, mayRead, type MetricsConfig } from './door.ts';

const TOKEN = 'a token that only the tests know';
const closed: MetricsConfig = { metricsToken: null, trustedProxies: [], proxyDepth: null };
const behind: MetricsConfig = {
  metricsToken: null,
  trustedProxies: ['127.0.0.1', '192.0.2.1'],
  proxyDepth: null,
};
const given: MetricsConfig = { metricsToken: TOKEN, trustedProxies: ['192.0.2.1'], proxyDepth: null };

function from(peer: string, headers: Record<string, string> = {}): IncomingMessage {
  const request = { socket: { remoteAddress: peer }, headers: { host: 'localhost:5100', ...headers } };
  return request as unknown as IncomingMessage;
}

describe('the metrics', () => {
  test.each(['127.0.0.1', '::ffff:127.0.0.1', '127.9.9.9', '::1'])('are open to %s', (peer) => {
    expect(mayRead(from(peer), closed)).toBe(true);
  });

  test.each(['192.0.2.1', '10.0.0.7', '::ffff:10.0.0.7', '1.127.0.0', ''])('are closed to %s', (peer) => {
    expect(mayRead(from(peer), closed)).toBe(false);
  });

  test.each([
    ['x-forwarded-for', '127.0.0.1'],
    ['x-forwarded-proto', 'https'],
    ['x-real-ip', '127.0.0.1'],
    ['forwarded', 'for=127.0.0.1'],
    ['via', '1.1 nginx'],
  ])('are closed to what bears a trace of a proxy: %s', (name, value) => {
    for (const config of [closed, behind])
      expect(mayRead(from('127.0.0.1', { [name]: value }), config)).toBe(false);
  });

  test('are closed to a trusted proxy on this machine, even one that says nothing', () => {
    expect(mayRead(from('127.0.0.1'), behind)).toBe(false);
    expect(mayRead(from('::ffff:127.0.0.1'), behind)).toBe(false);
  });

  test('are closed to whoever asks this machine by a public name', () => {
    expect(mayRead(from('127.0.0.1', { host: 'faling.example.cn' }), closed)).toBe(false);
  });

  test('are open from anywhere with the token, and with no other', () => {
    const bearing = (authorization: string): boolean =>
      mayRead(from('10.0.0.7', { authorization, 'x-forwarded-for': '203.0.113.5' }), given);
    expect(bearing(`Bearer ${TOKEN}`)).toBe(true);
    for (const wrong of [`Bearer ${TOKEN}x`, 'Bearer ', 'Bearer null', TOKEN, `Basic ${TOKEN}`])
      expect(bearing(wrong)).toBe(false);
  });

  test('know no token where none was set', () => {
    expect(mayRead(from('10.0.0.7', { authorization: 'Bearer null' }), closed)).toBe(false);
  });
});

test.each([
  ['GET', '/metrics', true],
  ['HEAD', '/metrics?x=1', true],
  ['POST', '/metrics', false],
  ['GET', '/metrics/all', false],
  ['GET', '/', false],
])('%s %s asks for them: %s', (method, url, asks) => {
  expect(asksMetrics({ method, url } as IncomingMessage)).toBe(asks);
});
