import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beginningOf, commandLineOf, isAlive } from '../../server/launch/process-identity.mjs';

const prefix = 'faling-run-';

/**
 * Databases that tests started below a folder and that are still running: each was to be stopped by its test.
 * @param {string} dir
 * @returns {{ pid: number, pgdata: string }[]}
 */
export function runningDatabases(dir) {
  if (!existsSync(dir)) return [];
  return pidFilesUnder(dir).flatMap((path) => {
    const pid = firstLineOf(path);
    const pgdata = dirname(path);
    return isAlive(pid) && commandLineOf(pid).includes(pgdata) ? [{ pid, pgdata }] : [];
  });
}

/** A database that is just stopping takes its files away while they are looked at. */
function pidFilesUnder(dir) {
  try {
    return readdirSync(dir, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('postmaster.pid'))
      .map((path) => join(dir, path));
  } catch {
    return pidFilesUnder(dir);
  }
}

function firstLineOf(path) {
  try {
    return Number(readFileSync(path, 'utf8').split('\n')[0]);
  } catch {
    return 0;
  }
}

/**
 * A folder for everything that one run writes. Those of earlier runs that were killed are cleared away first.
 * @returns {Promise<string>}
 */
export async function temporaryFolderOfRun() {
  for (const name of readdirSync(tmpdir()).filter((found) => found.startsWith(prefix))) {
    const dir = join(tmpdir(), name);
    if (ownerIsGone(dir)) await clearAway(dir);
  }
  const dir = mkdtempSync(join(tmpdir(), prefix));
  // As root, tests run programs as other users too: it is as open as the folder that it stands for.
  chmodSync(dir, 0o1777);
  writeFileSync(
    join(dir, 'owner.json'),
    JSON.stringify({ pid: process.pid, began: beginningOf(process.pid) }),
  );
  return dir;
}

function ownerIsGone(dir) {
  try {
    const { pid, began } = JSON.parse(readFileSync(join(dir, 'owner.json'), 'utf8'));
    return beginningOf(pid) !== began;
  } catch {
    return false;
  }
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
