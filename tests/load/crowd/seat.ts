import { io } from 'socket.io-client';
import type { FeedSocket } from '../../../src/lib/live/socket.ts';

/** Where somebody sits: by which address the installation is reached from there, and who it is. */
export interface Seat {
  url: string;
  cookie: string;
  /** Told of the socket before it connects. */
  opened?: (socket: FeedSocket) => void;
}

let next: Seat | undefined;

/** The seat of the board that is started next, in the same turn. */
export function sitDown(seat: Seat): void {
  next = seat;
}

/** In place of src/lib/live/socket.ts: the same socket with the same ways of coming back, from a seat of its own. */
export function openSocket(): FeedSocket {
  if (!next) throw new Error('a board was started by nobody');
  const seat = next;
  next = undefined;
  const socket: FeedSocket = io(seat.url, {
    transports: ['websocket'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.5,
    timeout: 5_000,
    forceNew: true,
    extraHeaders: { cookie: seat.cookie },
  });
  seat.opened?.(socket);
  return socket;
}
