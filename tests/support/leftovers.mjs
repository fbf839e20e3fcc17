import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commandLineOf, isAlive } from '../../server/launch/process-identity.mjs';

/**
 * Databases that tests started below a folder and that are still running: each was to be stopped by its test.
 * @param {string} dir
 * @returns {{ pid: number, pgdata: string }[]}
 */
export function runningDatabases(dir) {
  if (!existsSync(dir)) return [];
  const pidFiles = readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('postmaster.pid'))
    .map((path) => join(dir, path));
  return pidFiles.flatMap((path) => {
    const pid = Number(readFileSync(path, 'utf8').split('\n')[0]);
    const pgdata = dirname(path);
    return isAlive(pid) && commandLineOf(pid).includes(pgdata) ? [{ pid, pgdata }] : [];
  });
}

/**
 * Stops them and removes the folder.
 * @param {string} dir
 */
export async function clearAway(dir) {
  for (const { pid } of runningDatabases(dir)) {
    process.kill(pid, 'SIGQUIT');
    while (isAlive(pid)) await new Promise((done) => setTimeout(done, 20));
  }
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
}
