import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Baton } from '#server/db/baton.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/running-app.ts';

const KEY = 42;
let database: TestDatabase;
let players: Player[];

/** A process that would play, and whether it does. */
class Player {
  playing = 0;
  played = 0;
  readonly faults: unknown[] = [];
  readonly baton: Baton;

  constructor(fails = 0) {
    let left = fails;
    this.baton = new Baton({
      connect: () => new pg.Client(database.connection),
      key: KEY,
      play: () => {
        if (left-- > 0) return Promise.reject(new Error('could not begin'));
        this.playing += 1;
        this.played += 1;
        return Promise.resolve({
          stop: () => {
            this.playing -= 1;
            return Promise.resolve();
          },
        });
      },
      onFault: (fault) => this.faults.push(fault),
    });
  }
}

beforeAll(async () => (database = await testDatabase()));
afterAll(() => database.drop());
afterEach(async () => {
  for (const { baton } of players) await baton.stop();
});

const playing = (): Player[] => players.filter((one) => one.playing > 0);
const someonePlays = (): Promise<Player> => eventually(() => playing()[0]);

/** Cuts the connection that holds the lock, as the death of its process would. */
async function cutHolder(): Promise<void> {
  const client = new pg.Client(database.connection);
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = ${KEY}`,
  );
  await client.end();
}

describe('the baton', () => {
  test('is held by one of three, and by another one when that one stops', async () => {
    players = [new Player(), new Player(), new Player()];
    const first = await someonePlays();
    await first.baton.stop();
    expect(first.playing).toBe(0);
    const second = await someonePlays();
    expect(second).not.toBe(first);
    expect(playing()).toEqual([second]);
    expect(players.reduce((sum, one) => sum + one.played, 0)).toBe(2);
  });

  test('is lost with the connection; whoever lost it stops, and somebody plays on', async () => {
    players = [new Player(), new Player()];
    const first = await someonePlays();
    await cutHolder();
    await eventually(() => players.reduce((sum, one) => sum + one.played, 0) === 2);
    await eventually(() => playing().length === 1);
    expect(first.playing).toBeLessThanOrEqual(1);
  });

  test('is asked for again when the play could not begin', async () => {
    players = [new Player(2)];
    const [player] = players as [Player];
    await eventually(() => player.playing === 1);
    expect(player.faults).toHaveLength(2);
  });
});
