import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { setHeaders } from '#server/edge/headers.ts';

function policyOf(url: string): string {
  const headers = new Map<string, string>();
  const response = { setHeader: (name: string, value: string) => headers.set(name, value) };
  setHeaders({ url, headers: {} } as IncomingMessage, response as unknown as ServerResponse);
  return headers.get('content-security-policy') ?? '';
}

test('whatever is no page may load nothing and runs in a box of its own', () => {
  expect(policyOf('/api/v1/me')).toMatch(/^default-src 'none';.*; sandbox$/);
  expect(policyOf('/_app/immutable/entry/start.js')).toMatch(/; sandbox$/);
});

test('a worker may start, and may load nothing either', () => {
  expect(policyOf('/_app/immutable/workers/cluster-worker-a.js')).toMatch(/^default-src 'none';/);
  expect(policyOf('/_app/immutable/workers/cluster-worker-a.js')).not.toContain('sandbox');
});
