import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '#domain/feed.ts';

export type FeedSocket = Socket<ServerToClient, ClientToServer>;

/** The first attempt after 0.5 to 1.5 s, later ones after up to 5 s. */
const DELAY = { reconnectionDelay: 1_000, reconnectionDelayMax: 5_000, randomizationFactor: 0.5 };

/** Reconnects by itself, spread out so that a hall full of screens does not come back in the same instant. */
export const openSocket = (): FeedSocket => io({ transports: ['websocket'], timeout: 5_000, ...DELAY });

/** When to come back after a server that stopped has said goodbye, in milliseconds: spread out as well. */
export const comeBackMs = (): number => 500 + Math.random() * 1_000;
