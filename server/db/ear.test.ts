import { EventEmitter } from 'node:events';
import type pg from 'pg';
import { expect, test, vi } from 'vitest';
import { Ear } from '#server/db/ear.ts';

/** A connection that hears everything and answers no word until the test lets it. */
class SlowLine extends EventEmitter {
  readonly words: string[] = [];
  readonly #let = Promise.withResolvers<undefined>();

  connect = (): Promise<void> => Promise.resolve();
  end = (): Promise<void> => Promise.resolve();
  answer = (): void => this.#let.resolve(undefined);

  async query(text: string, given?: string[]): Promise<{ rows: object[] }> {
    if (given) {
      this.words.push(given[1] ?? '');
      await this.#let.promise;
    }
    return { rows: [{ pid: 1 }] };
  }
}

test('of words that nobody takes, a thousand wait and the others are dropped', async () => {
  // given an ear whose line has stopped answering
  const line = new SlowLine();
  const opened = vi.fn();
  const unwanted = (said: unknown): void => expect.unreachable(String(said));
  const connect = (): pg.Client => line as unknown as pg.Client;
  const ear = new Ear({ connect, channel: 'words', onOpen: opened, onWord: unwanted, onFault: unwanted });
  await vi.waitUntil(() => opened.mock.calls.length === 1);

  // when more is said than anybody will want to hear, and the line goes on
  for (let n = 0; n < 5_000; n += 1) ear.say(String(n));
  line.answer();
  await vi.waitUntil(() => line.words.length >= 1_000);

  // then there is room for new words, and the line has carried the first thousand and these
  ear.say('new');
  await vi.waitUntil(() => line.words.includes('new'));
  expect(line.words).toEqual([...Array.from({ length: 1_000 }, (_, n) => String(n)), 'new']);
  await ear.stop();
});
