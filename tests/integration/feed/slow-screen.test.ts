import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type WebSocket from 'ws';
import type { Batch } from '#domain/feed.ts';
import { waitingFor } from '#server/hub/wire.ts';
import { openHub, type HubOnAFeed } from '../../support/hub-on-a-feed.ts';
import { eventually } from '../../support/running-app.ts';

const view = { areas: ['440310'], departments: [] };

describe('a screen that does not take what it is sent at once', () => {
  let city: HubOnAFeed;
  beforeEach(async () => (city = await openHub()));
  afterEach(() => city.close());

  /** A screen in Socket.IO's own words, which can be made to stop reading. */
  const open = async (): Promise<{ socket: WebSocket; seqs: number[]; frames: number; opening: string }> => {
    const socket = city.line();
    const screen = { socket, seqs: [] as number[], frames: 0, opening: '' };
    let welcomed = false;
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      if (text.startsWith('0{')) {
        screen.opening = text;
        socket.send('40');
      } else if (text.startsWith('40')) {
        socket.send(`42${JSON.stringify(['hello', { view, epoch: null, cursor: 0, build: '' }])}`);
      } else if (text === '2') socket.send('3');
      else if (text.startsWith('42["batch"')) {
        const [, batch] = JSON.parse(text.slice(2)) as [string, Batch];
        welcomed = true;
        screen.frames += 1;
        screen.seqs.push(...batch.changes.map((change) => change.seq));
      }
    });
    await eventually(() => welcomed);
    return screen;
  };
  it('is cut once a megabyte waits for it, and the others hear everything in order', async () => {
    const [fast, slow] = [await open(), await open()];
    slow.socket.pause();
    await eventually(() => {
      city.happen(1_000_000);
      return city.hub.io.sockets.sockets.size === 1;
    });
    // Not for want of a sign of life, which would take longer and let as much wait as the feed brings.
    expect(city.reasons).toEqual([expect.stringMatching(/^transport (close|error)$/)]);
    await eventually(() => fast.seqs.length === city.feed.seq);
    expect(fast.seqs).toEqual(Array.from({ length: city.feed.seq }, (_, index) => index + 1));
  });

  it('that only pauses hears everything in order, what waited for it and what came after', async () => {
    const screen = await open();
    const [line] = city.hub.io.sockets.sockets.values();
    screen.socket.pause();
    await eventually(() => {
      city.happen(60_000);
      return line && waitingFor(line).bytes > 0;
    });
    await eventually(() => {
      city.happen(1_000);
      return line && waitingFor(line).frames > 0;
    });
    screen.socket.resume();
    await eventually(() => {
      city.happen(10);
      return line && waitingFor(line).bytes === 0;
    });
    city.happen(10);
    await eventually(() => screen.seqs.length === city.feed.seq);
    expect(screen.seqs).toEqual(Array.from({ length: city.feed.seq }, (_, index) => index + 1));
    expect(city.reasons).toEqual([]);
  });

  it('is asked for a sign of life every five seconds, and given five to answer', async () => {
    const { opening } = await open();
    expect(opening).toContain('"pingInterval":5000,"pingTimeout":5000');
  });

  it('hears no heartbeat while the feed cannot be read, so that it says by itself that it stands still', async () => {
    const screen = await open();
    const before = screen.frames;
    city.feed.silentMs = 60_000;
    city.hub.beat();
    city.feed.silentMs = 0;
    city.hub.beat();
    await eventually(() => screen.frames > before);
    expect(screen.frames).toBe(before + 1);
  });
});
