import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';

/** Tells every socket of a fact that was just committed, and does nothing else. */
export interface FanOut {
  /** The text of a message that the whole application sent: from now on, messages are like it. */
  imitate(sample: string): void;
  send(caseId: string, number: string): void;
}

/** The limit (`ws`: one encoding, one write a socket), or the library that the application uses, by itself. */
export function openFanOut(kind: 'ws' | 'socket.io', http: HttpServer): FanOut {
  let messageFor: ReturnType<typeof imitation>;
  const imitate = (sample: string): void => void (messageFor = imitation(sample));
  if (kind === 'ws') {
    const server = new WebSocketServer({ server: http, perMessageDeflate: false });
    const send = (caseId: string, number: string): void => {
      const message = Buffer.from(messageFor(caseId, number));
      for (const client of server.clients) client.send(message, { binary: false });
    };
    return { imitate, send };
  }
  const io = new Server(http, { transports: ['websocket'], serveClient: false, perMessageDeflate: false });
  io.on('connection', (socket) => socket.on('hello', () => socket.emit('ready')));
  const send = (caseId: string, number: string): void => {
    const [name, batch] = JSON.parse(messageFor(caseId, number).slice(2)) as [string, object];
    io.emit(name, batch);
  };
  return { imitate, send };
}

/** The sample about another case and under the next number, with as many bytes. */
function imitation(sample: string): (caseId: string, number: string) => string {
  const part = (pattern: RegExp): string => pattern.exec(sample)?.[1] ?? '';
  const [caseId, number] = [part(/"caseId":"([^"]+)"/), part(/"number":"([^"]+)"/)];
  const [from, to] = [part(/"from":(\d+)/), part(/"to":(\d+)/)];
  let seq = 10 ** (to.length - 1);
  return (newId, newNumber) => {
    seq += 1;
    return sample
      .replaceAll(caseId, newId)
      .replaceAll(number, newNumber)
      .replace(`"from":${from}`, `"from":${seq - 1}`)
      .replace(`"to":${to}`, `"to":${seq}`)
      .replace(/"seq":\d+/, `"seq":${seq}`);
  };
}
