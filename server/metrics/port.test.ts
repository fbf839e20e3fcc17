import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { openOwnPort } from './port.ts';

const open: Server[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => new Promise((done) => one.close(done))));
});

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

test('each process answers at a port of its own, the first that is free', async () => {
  // Any port that was free a moment ago.
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  open.push(probe);
  const taken = portOf(probe);
  const first = await openOwnPort('127.0.0.1', taken, (_, response) => response.end('first'));
  open.push(first);
  const second = await openOwnPort('127.0.0.1', taken, (_, response) => response.end('second'));
  open.push(second);
  expect(portOf(first)).toBeGreaterThan(taken);
  expect(portOf(second)).toBeGreaterThan(portOf(first));
  const answers = [first, second].map(async (one) =>
    (await fetch(`http://127.0.0.1:${portOf(one)}/metrics`)).text(),
  );
  expect(await Promise.all(answers)).toEqual(['first', 'second']);
});

test('a host that is not this machine’s is a fault and not another port', async () => {
  await expect(openOwnPort('192.0.2.1', 9464, () => undefined)).rejects.toThrow(/EADDRNOTAVAIL/);
});
