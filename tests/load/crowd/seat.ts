import { io as connect, type ManagerOptions, type SocketOptions } from 'socket.io-client';
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

/** What src/lib/live/socket.ts calls here: the address and the cookie are the seat's, and everything else is as it asks. */
export function io(options: Partial<ManagerOptions & SocketOptions>): FeedSocket {
  if (!next) throw new Error('a board was started by nobody');
  const seat = next;
  next = undefined;
  const socket: FeedSocket = connect(seat.url, {
    ...options,
    forceNew: true,
    extraHeaders: { cookie: seat.cookie },
  });
  seat.opened?.(socket);
  return socket;
}
