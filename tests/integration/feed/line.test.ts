import { afterEach, describe, expect, it } from 'vitest';
import type WebSocket from 'ws';
import type { Viewer } from '#server/access/actor.ts';
import type { Line } from '#server/hub/wire.ts';
import { openHub, WALL, type HubOnAFeed } from '../../support/hub-on-a-feed.ts';
import { eventually } from '../../support/running-app.ts';

const VIEW = { areas: ['440310'], departments: [] };
const event = (name: string, body: object): string => `42${JSON.stringify([name, body])}`;
const hello = event('hello', { view: VIEW, epoch: null, cursor: 0, build: '' });

/** A line as somebody uses it who does not run our program. */
interface Said {
  socket: WebSocket;
  heard: string[];
  isOver: () => boolean;
}

function listen(socket: WebSocket): Said {
  const heard: string[] = [];
  let over = false;
  socket.on('message', (data: Buffer) => void heard.push(data.toString()));
  socket.on('close', () => (over = true));
  socket.on('error', () => undefined);
  return { socket, heard, isOver: () => over };
}

describe('a line that is used for something else than a screen', () => {
  let city: HubOnAFeed;
  afterEach(() => city.close());

  const opened = async (): Promise<Said> => {
    const line = listen(city.line());
    await eventually(() => line.heard.some((text) => text.startsWith('0{')));
    return line;
  };
  const admitted = async (): Promise<Said> => {
    const line = await opened();
    line.socket.send('40');
    await eventually(() => line.heard.some((text) => text.startsWith('40')));
    return line;
  };

  it('asks who it is once, however often it wants to be let in', async () => {
    // given somebody whom nobody knows, and whom it takes a while to look for
    let answer = (): void => undefined;
    city = await openHub(() => new Promise((resolve) => (answer = () => resolve(undefined))));
    const line = await opened();
    // when
    for (let n = 0; n < 10; n += 1) line.socket.send('40');
    // then
    await eventually(line.isOver);
    answer();
    expect(city.asked()).toBe(1);
    // And nothing of it is kept.
    await eventually(() => city.isNobodyAtTheDoor());
  });

  it('is over once it was refused', async () => {
    city = await openHub(() => Promise.resolve(undefined));
    const line = await opened();
    line.socket.send('40');
    await eventually(line.isOver);
    expect(line.heard).toContain('44{"message":"not-signed-in"}');
    expect(city.asked()).toBe(1);
  });

  it.each([
    ['signs of life that nobody asked for', (socket: WebSocket) => socket.send('3')],
    ['answers to what was never asked', (socket: WebSocket) => socket.send('4315[]')],
    ['messages', (socket: WebSocket) => socket.send(event('look', { caseId: null }))],
    ['frames that the WebSocket answers by itself', (socket: WebSocket) => socket.ping()],
  ])('is over where it carries more %s than a screen has to say', async (_what, say) => {
    city = await openHub();
    const line = await admitted();
    for (let n = 0; n < 200; n += 1) say(line.socket);
    await eventually(line.isOver);
    expect(line.heard.join()).toContain('"refused":"too-many"');
  });

  it('is not listened to any more once it has said too much, however much came at once', async () => {
    // given a line over which nobody has asked yet
    city = await openHub();
    let listened = 0;
    city.hub.io.engine.on('connection', (line: Line) => line.on('packet', () => (listened += 1)));
    const line = await opened();
    // when
    for (let n = 0; n < 5_000; n += 1) line.socket.send('3');
    await eventually(line.isOver);
    // then it was heard for its budget, and for what that had gained meanwhile
    expect(listened).toBeLessThan(100);
  });

  it.each([
    ['hello', hello],
    ['resync', event('resync', { reason: 'gap' })],
  ])('is over where it asks for the whole view again and again, with %s', async (_what, packet) => {
    city = await openHub();
    const line = await admitted();
    line.socket.send(hello);
    // Not too much to say at once, and too much to read.
    for (let n = 0; n < 15; n += 1) line.socket.send(packet);
    await eventually(line.isOver);
    expect(line.heard.join()).toContain('"refused":"too-many"');
  });

  it.each([
    ['was cut for saying too much', '3', 200],
    ['said what the library does not understand', '2', 1],
  ])('is over where it %s, although nobody reads that it is', async (_what, packet, times) => {
    city = await openHub();
    const line = await admitted();
    line.socket.pause();
    for (let n = 0; n < times; n += 1) line.socket.send(packet);
    await eventually(async () => (await city.connections()) === 0);
    expect(city.reasons).toHaveLength(1);
  });

  it('is over where the feed is broken, and nobody is let in any more, while the process answers on', async () => {
    // given a screen, a line over which nobody has asked yet, and one whose question is not answered
    let answer: ((viewer: Viewer) => void) | undefined;
    let asks = 0;
    city = await openHub(() =>
      (asks += 1) === 1 ? Promise.resolve(WALL) : new Promise((resolve) => (answer = resolve)),
    );
    const lines = [await admitted(), await opened(), await opened()];
    lines[2]?.socket.send('40');
    await eventually(() => answer);
    // when
    city.hub.halt();
    answer?.(WALL);
    // then
    for (const line of lines) await eventually(line.isOver);
    expect(lines.map(({ heard }) => heard.filter((text) => text.startsWith('40')).length)).toEqual([1, 0, 0]);
    const late = listen(city.line());
    await eventually(late.isOver);
    expect(late.heard).toEqual([]);
    expect(city.isListening()).toBe(true);
  });
});
