import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { textFrame } from './wire.ts';

test.each([0, 1, 125, 126, 65_535, 65_536, 200_000])(
  'a message of %i bytes is read by a client as it was meant, and the next one after it',
  async (length) => {
    const http = createServer();
    const server = new WebSocketServer({ server: http });
    server.on('connection', (_, { socket }) => {
      socket.write(textFrame(Buffer.alloc(length, 'a')));
      socket.write(textFrame(Buffer.from('发令')));
    });
    await once(http.listen(0, '127.0.0.1'), 'listening');
    const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
    const heard: string[] = [];
    client.on('message', (data: Buffer, isBinary) => heard.push(`${isBinary} ${data.toString()}`));
    try {
      await vi.waitFor(() => expect(heard).toHaveLength(2));
      expect(heard).toEqual([`false ${'a'.repeat(length)}`, 'false 发令']);
    } finally {
      client.terminate();
      server.close();
      http.close();
    }
  },
);
