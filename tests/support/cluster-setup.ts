import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * One real Postgres for the whole run, with one migrated database that each test file clones (vitest's and
 * Playwright's global set-up). Its address reaches the test processes through the environment.
 */
export default async function setUpCluster(): Promise<() => Promise<void>> {
  const holder = spawn(process.execPath, [join(import.meta.dirname, 'cluster-holder.ts')], {
    // A session of its own: Ctrl-C is for the tests, and the database ends after them.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(holder, 'exit');
  const tearDown = async (): Promise<void> => {
    if (holder.connected) holder.disconnect();
    await ended;
  };
  const [said] = (await Promise.race([once(holder, 'message'), ended])) as [
    { connection?: object; folder?: string; error?: string },
  ];
  if (!said?.connection) {
    await tearDown();
    throw new Error(`the test cluster did not start: ${said?.error ?? 'it ended'}`);
  }
  // Whatever tests start writes below this folder, by which it is found if a test is cut short.
  process.env.TMPDIR = said.folder;
  process.env.FALING_TEST_CLUSTER = JSON.stringify(said.connection);
  return tearDown;
}
