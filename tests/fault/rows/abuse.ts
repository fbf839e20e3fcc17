import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';
import { close, figure, type Row } from '../row.ts';
import { within } from '../stage.ts';
import { ABUSES, type Abuse } from './abuses.ts';

interface Cut {
  abuse: Abuse;
  ms: number;
}

export const abuse: Row = {
  n: 15,
  name: 'abuse of the socket',
  fault:
    'frames oversize, broken, 30k deep, 20k a second, foreign origin; connects without a session, and views asked for without end',
  bound:
    'the process lives, the abuser is cut ≤ 2 s (≤ 3 s where only the number is too much, and a budget is to be spent first), others’ p99 < 1 s',
  run: (stage) =>
    within(stage.timed(), async (city) => {
      const pids = city.servers.map(({ pid }) => pid);
      await city.crowd.begin(stage.load);
      await stage.rest(1_000);
      await city.crowd.takeScreens();
      const cuts: Cut[] = [];
      // What the others feel of it is told by hundreds of commands, so it goes on for as long as those take.
      const [rounds, lastsMs] = [stage.times(5, 1), stage.seconds(20, 4)];
      const begun = performance.now();
      for (let round = 0; round < rounds || performance.now() - begun < lastsMs; round += 1) {
        // Straight to a process: the proxy before them would read for who does not.
        const { url } = stage.random.pick(city.servers);
        for (const one of ABUSES) cuts.push({ abuse: one, ms: await attack(url, one) });
      }
      const { delays } = await city.crowd.takeScreens();
      const died = city.servers
        .filter((server, n) => !server.runs || server.pid !== pids[n])
        .map(({ name }) => `${name} died`);
      const open = cuts
        .filter(({ ms }) => ms > 6_000)
        .map((cut) => `the line stayed open after: ${cut.abuse.name}`);
      const peak = Math.max(...city.servers.map((server) => server.peakMb()));
      return close(
        city,
        [
          figure(
            'the abuser is cut (the slowest)',
            slowest(cuts, ({ spends }) => !spends),
            2_000,
          ),
          figure(
            'who asks too often is cut (the slowest)',
            slowest(cuts, ({ spends }) => spends),
            3_000,
          ),
          figure('others: event to screen, p99', delays.p99, 1_000),
        ],
        [...open, ...died],
        [
          ...ABUSES.map(
            (one) => `${one.name}: cut after ${slowest(cuts, (other) => other === one).toFixed(0)} ms`,
          ),
          `${cuts.length} lines cut; ${delays.n} deliveries to the others; a process held ${peak} MB at most`,
        ],
      );
    }),
};

const slowest = (cuts: readonly Cut[], which: (one: Abuse) => boolean | undefined): number =>
  Math.max(...cuts.filter((cut) => which(cut.abuse)).map(({ ms }) => ms));

/** Milliseconds from the first bad message to the end of the line; 8 s more than the messages took where it is never cut. */
async function attack(
  address: string,
  { headers, message, together = 1, restMs = 1, deaf }: Abuse,
): Promise<number> {
  const url = `${address.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
  const socket = new WebSocket(url, { headers });
  let open = true;
  const ended = new Promise<void>((done) => {
    const end = (): void => {
      open = false;
      done();
    };
    socket.once('close', end);
    socket.on('error', end);
  });
  const answered = new Promise<void>((done) =>
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      if (text.startsWith('0')) socket.send('40');
      // Let in, or told that it is not: who is not let in stays at the door and goes on.
      if (text.startsWith('40') || text.startsWith('44')) done();
      // An abuser keeps the line alive as a client does.
      if (text === '2') socket.send('3');
    }),
  );
  await Promise.race([answered, ended, pause(5_000)]);
  if (deaf) socket.pause();
  const begun = performance.now();
  for (let n = 0; open; n += 1) {
    const next = message(n);
    if (next === undefined) break;
    socket.send(next, () => undefined);
    if (n % together === together - 1) await pause(restMs);
  }
  await Promise.race([ended, pause(8_000)]);
  const took = performance.now() - begun;
  socket.terminate();
  return took;
}
