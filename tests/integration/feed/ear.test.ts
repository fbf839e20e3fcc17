import { afterAll, beforeAll, expect, test } from 'vitest';
import { urlOf, type Connection } from '#server/db/cluster/ready.ts';
import { Ear } from '#server/db/ear.ts';
import { ownConnection } from '#server/db/own-connection.ts';
import { TcpProxy } from '../../fault/tcp-proxy.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/running-app.ts';

let database: TestDatabase;
beforeAll(async () => (database = await testDatabase()));
afterAll(() => database.drop());

/** An ear, how often it was opened, what it heard, and what went wrong. */
function listen(at: Partial<Connection> = {}) {
  const told = { opened: 0, words: [] as string[], faults: [] as unknown[] };
  const ear = new Ear({
    connect: () => ownConnection(urlOf({ ...database.connection, ...at })),
    channel: 'words',
    onWord: (word) => told.words.push(word),
    onOpen: () => (told.opened += 1),
    onFault: (fault) => told.faults.push(fault),
  });
  return { ear, told };
}

test('a line that is open and carries nothing is given up with all that waits for it, and comes back', async () => {
  // given two ears, the first of them behind a line that swallows what it is given
  const { host, port } = database.connection;
  const proxy = new TcpProxy(() => [{ path: `${host}/.s.PGSQL.${port}` }]);
  const first = listen({ host: '127.0.0.1', port: await proxy.listen() });
  const second = listen();
  await eventually(() => first.told.opened === 1 && second.told.opened === 1);
  proxy.blackHole = true;

  // when it has much to say
  for (let n = 0; n < 100; n += 1) first.ear.say('swallowed');
  await eventually(() => first.told.faults.length > 0);
  proxy.blackHole = false;

  // then it says once that nobody answers, and speaks on a new line
  await eventually(() => first.told.opened === 2);
  first.ear.say('heard');
  await eventually(() => second.told.words.length > 0);
  expect(second.told.words).toEqual(['heard']);
  expect(first.told.faults).toEqual([new Error('Query read timeout')]);

  await Promise.all([first.ear.stop(), second.ear.stop()]);
  await proxy.close();
});
