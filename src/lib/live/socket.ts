import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '#domain/feed.ts';

export type FeedSocket = Socket<ServerToClient, ClientToServer>;

/** Reconnects by itself after 0.5 to 5 s, spread out so that a room full of screens does not come back at once. */
export const openSocket = (): FeedSocket =>
  io({
    transports: ['websocket'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.5,
    timeout: 5_000,
  });
