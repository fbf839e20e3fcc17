import { Counter, Gauge } from 'prom-client';
import type { Server, Socket } from 'socket.io';
import * as v from 'valibot';
import { RESYNC, SCREENS, type Screen } from '#domain/feed.ts';
import type { Meters } from './meters.ts';

/** What is counted of a socket that has not said what it is. */
type Kind = Screen | 'other';
const KIND = v.object({ screen: v.picklist(SCREENS) });

/** Listens beside the hub to what screens say of themselves: what they are, why they ask anew, how they go. */
export function watchScreens(io: Pick<Server, 'on'>, meters: Meters): void {
  const registers = [meters.registry];
  const sockets = new Gauge({
    ...{
      name: 'faling_sockets',
      help: 'Open sockets by the kind of screen.',
      labelNames: ['screen'],
      registers,
    },
  });
  const ends = new Counter({
    ...{
      name: 'faling_socket_ends_total',
      help: 'Sockets that ended, by how.',
      labelNames: ['how'],
      registers,
    },
  });
  for (const screen of [...SCREENS, 'other']) sockets.set({ screen }, 0);

  io.on('connection', (socket: Socket) => {
    let kind: Kind = 'other';
    sockets.inc({ screen: kind });
    socket.on('hello', (message: unknown) => {
      sockets.dec({ screen: kind });
      const said = v.safeParse(KIND, message);
      kind = said.success ? said.output.screen : 'other';
      sockets.inc({ screen: kind });
    });
    socket.on('resync', (message: unknown) => {
      const said = v.safeParse(RESYNC, message);
      if (said.success) meters.resynced(said.output.reason);
    });
    // The library's own words for it, a short list (socket.io, "disconnect").
    socket.on('disconnect', (how) => {
      sockets.dec({ screen: kind });
      ends.inc({ how });
    });
  });
}
