import type { Socket } from 'socket.io';

/** A message that the library holds back while the line is busy. */
interface Held {
  data?: string;
}

/** What lies below a socket of Socket.IO: Engine.IO's connection, and below that the WebSocket itself. */
interface Wire {
  writeBuffer: readonly Held[];
  write(text: string): void;
  transport: { socket: WebSocketLine };
}
interface WebSocketLine {
  readyState: number;
  /** Bytes that the kernel has not yet taken. */
  bufferedAmount: number;
  _socket: { write(frame: Buffer): boolean };
  terminate(): void;
  on(event: 'ping' | 'pong', heard: () => void): void;
}
const OPEN = 1;
/** For so long whoever was told that it is over may take to hear it. */
const LAST_WORD_MS = 1_000;

/** A browser's connection, whether somebody was let in over it or not. */
export type Line = Socket['conn'];

/** The only place that looks below the library's surface; `websocket` is the only transport, so there is always a line. */
const wireOf = (socket: Socket): Wire => wireBelow(socket.conn);
const wireBelow = (line: Line): Wire => line as unknown as Wire;

/** What was sent to a socket and has not left this process. */
export interface Waiting {
  frames: number;
  bytes: number;
}

export function waitingFor(socket: Socket): Waiting {
  const { writeBuffer, transport } = wireOf(socket);
  const held = writeBuffer.reduce((sum, { data }) => sum + Buffer.byteLength(data ?? ''), 0);
  return { frames: writeBuffer.length, bytes: held + transport.socket.bufferedAmount };
}

/** Ends the connection without a word and without waiting for what is on its way: the screen comes back and resumes. */
export const drop = (line: Line): void => wireBelow(line).transport.socket.terminate();

/** Ends it once it has heard what is on its way. */
export function end(line: Line): void {
  line.close();
  dropSoon(line);
}

/** Whoever does not answer that it is over would otherwise keep the line, and be heard, for half a minute. */
export const dropSoon = (line: Line): void => void setTimeout(() => drop(line), LAST_WORD_MS).unref();

/** Ends it now: nothing of what came with the same packets is looked at any more. */
export function tear(line: Line): void {
  line.close(true);
  drop(line);
}

/** Told of the frames that the WebSocket answers by itself: they cost as well. */
export function onControlFrame(line: Line, heard: () => void): void {
  const { socket } = wireBelow(line).transport;
  for (const frame of ['ping', 'pong'] as const) socket.on(frame, heard);
}

/** A whole message as a server sends it, final and unmasked: RFC 6455 §5.2. */
export function textFrame(text: Buffer): Buffer {
  const { length } = text;
  const size = length < 126 ? 0 : length < 0x10000 ? 2 : 8;
  const head = Buffer.alloc(2 + size);
  head[0] = 0x81;
  head[1] = size === 0 ? length : size === 2 ? 126 : 127;
  if (size === 2) head.writeUInt16BE(length, 2);
  if (size === 8) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, text]);
}

/**
 * Sends one message to many: encoded and framed once, and handed straight to every line that is free, as one write. A busy
 * line gets it through the library's own queue, behind whatever waits there, so each socket hears everything in order.
 */
export function sendToAll(sockets: Iterable<Socket>, name: string, message: object): void {
  // Socket.IO's packet of an event (2), in Engine.IO's packet of a message (4).
  const packet = `2${JSON.stringify([name, message])}`;
  const frame = textFrame(Buffer.from(`4${packet}`));
  for (const socket of sockets) {
    const wire = wireOf(socket);
    const line = wire.transport.socket;
    const free = wire.writeBuffer.length === 0 && line.bufferedAmount === 0 && line.readyState === OPEN;
    if (free) line._socket.write(frame);
    else wire.write(packet);
  }
}
