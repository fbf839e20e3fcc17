import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';
import { cookieOf } from '../../load/crowd/session.ts';
import { TEST_SECRET } from '../../support/running-app.ts';
import type { City } from '../city.ts';
import { close, figure, type Row } from '../row.ts';
import { within } from '../stage.ts';

/** What somebody with a session may try: messages sent one after the other, until the line is cut. */
interface Abuse {
  name: string;
  headers?: Record<string, string>;
  /** The n-th message; undefined: no more. */
  message: (n: number) => string | Buffer | undefined;
  /** How many at once, before the next turn of the event loop. */
  together: number;
}

const HELLO = { view: { areas: ['440310'], departments: [] }, epoch: null, cursor: 0, build: '' };
const event = (name: string, body: string): string => `42["${name}",${body}]`;
const once = (text: string | Buffer) => (n: number) => (n === 0 ? text : undefined);

const ABUSES: readonly Abuse[] = [
  {
    name: 'oversize',
    together: 1,
    message: once(event('resync', JSON.stringify({ reason: 'x'.repeat(200_000) }))),
  },
  { name: 'broken', together: 1, message: once('42["hello",{"view":') },
  { name: 'no packet at all', together: 1, message: once(Buffer.from([0xff, 0xfe, 0xfd])) },
  {
    name: '30,000 deep',
    together: 1,
    message: once(event('hello', '['.repeat(30_000) + ']'.repeat(30_000))),
  },
  {
    // One alone may come from a newer page in a rolling upgrade: it is taken from the sender's budget.
    name: 'unknown messages, 1,000 a second',
    together: 1,
    message: (n) => (n < 2_000 ? event('drop table', '{}') : undefined),
  },
  { name: 'wrong shape', together: 1, message: once(event('hello', '{"view":"everything"}')) },
  {
    name: '20,000 a second',
    together: 200,
    message: (n) => (n < 20_000 ? event('hello', JSON.stringify(HELLO)) : undefined),
  },
  {
    name: 'foreign origin',
    headers: { origin: 'https://evil.example' },
    together: 1,
    message: once(event('hello', JSON.stringify(HELLO))),
  },
];

export const abuse: Row = {
  n: 15,
  name: 'abuse of the socket',
  fault: 'frames oversize, broken, 30k deep, 20k a second, foreign origin',
  bound: 'the process lives, the abuser is cut ≤ 2 s, others’ p99 < 1 s',
  run: (stage) =>
    within(stage.timed(), async (city) => {
      const pids = city.servers.map(({ pid }) => pid);
      await city.crowd.begin(stage.load);
      await stage.rest(1_000);
      await city.crowd.takeScreens();
      const cuts: { name: string; ms: number }[] = [];
      for (let round = 0; round < stage.times(5, 1); round += 1) {
        for (const one of ABUSES) cuts.push({ name: one.name, ms: await attack(city, one) });
      }
      const { delays } = await city.crowd.takeScreens();
      const died = city.servers.filter((server, n) => !server.runs || server.pid !== pids[n]);
      const slow = cuts
        .filter(({ ms }) => ms > 6_000)
        .map(({ name }) => `the line stayed open after: ${name}`);
      const figures = [
        figure('the abuser is cut (the slowest)', Math.max(...cuts.map(({ ms }) => ms)), 2_000),
        figure('others: event to screen, p99', delays.p99, 1_000),
      ];
      const notes = ABUSES.map(({ name }) => {
        const own = cuts.filter((one) => one.name === name).map(({ ms }) => ms);
        return `${name}: cut after ${Math.max(...own).toFixed(0)} ms`;
      });
      return close(city, figures, [...slow, ...died.map(({ name }) => `${name} died`)], notes);
    }),
};

/** Milliseconds from the first bad message to the end of the line; 8 s where it is never cut. */
async function attack(city: City, { headers, message, together }: Abuse): Promise<number> {
  const cookie = cookieOf('ps-leader-1', TEST_SECRET);
  const url = `${city.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
  const socket = new WebSocket(url, { headers: { cookie, ...headers } });
  let open = true;
  const ended = new Promise<void>((done) => {
    const end = (): void => {
      open = false;
      done();
    };
    socket.once('close', end);
    socket.once('error', end);
  });
  const admitted = new Promise<void>((done) =>
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      if (text.startsWith('0')) socket.send('40');
      if (text.startsWith('40')) done();
      // An abuser keeps the line alive as a client does.
      if (text === '2') socket.send('3');
    }),
  );
  await Promise.race([admitted, ended, pause(5_000)]);
  const begun = performance.now();
  for (let n = 0; open; n += 1) {
    const next = message(n);
    if (next === undefined) break;
    socket.send(next, () => undefined);
    if (n % together === together - 1) await pause(1);
  }
  await Promise.race([ended, pause(8_000)]);
  const took = performance.now() - begun;
  socket.terminate();
  return took;
}
