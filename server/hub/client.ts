import type { Server, Socket } from 'socket.io';
import type { ClientToServer, ServerToClient } from '#domain/feed.ts';
import { refuse, sentenceOf, type RefusalCode } from '#domain/refusal.ts';
import type { Backlog, Budget } from './limits.ts';
import type { Screen } from './receipt.ts';
import { end } from './wire.ts';

/** What the hub knows of one socket besides the library's own. */
export interface SocketData extends Screen {
  /** Of views that it may ask for. */
  views: Budget;
  backlog: Backlog;
  /** The room that it last asked for: it may still be waiting for the snapshot that lets it in. */
  roomKey: string | undefined;
}
export type Clients = Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
export type Client = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

/** Says why, in both languages, and ends the connection. */
export function cut(socket: Client, code: RefusalCode): void {
  const refusal = refuse(code, { act: 'hello', field: 'message', seconds: 1 });
  const [zh, en] = [sentenceOf(refusal, 'zh'), sentenceOf(refusal, 'en')];
  socket.emit('refused', { refused: code, zh, en });
  socket.disconnect(true);
  end(socket.conn);
}
