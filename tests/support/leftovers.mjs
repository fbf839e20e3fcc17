import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beginningOf, commandLineOf, isAlive } from '../../server/launch/process-identity.mjs';

const prefix = 'faling-run-';
const patienceMs = 5_000;

/**
 * Processes whose command line names a folder of a test run: databases, servers and browsers, each of which was
 * to be stopped by the test that started it.
 * @param {string} dir
 * @returns {{ pid: number, command: string }[]}
 */
export function processesNaming(dir) {
  return processIds()
    .filter((pid) => pid !== process.pid && isAlive(pid))
    .map((pid) => ({ pid, command: commandLineOf(pid) }))
    .filter(({ command }) => command.includes(`${dir}/`));
}

function processIds() {
  if (process.platform === 'win32') return [];
  if (process.platform === 'linux') return readdirSync('/proc').flatMap((name) => Number(name) || []);
  return execFileSync('ps', ['-axo', 'pid='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => Number(line) || []);
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
    // Either it is just being made, or whoever cleared it away was stopped in the middle.
    return Date.now() - statSync(dir).mtimeMs > 60_000;
  }
}

/**
 * Ends those processes and removes the folder.
 * @param {string} dir
 */
export async function clearAway(dir) {
  const patience = Date.now() + patienceMs;
  for (let left = processesNaming(dir); left.length > 0; left = processesNaming(dir)) {
    for (const { pid, command } of left) end(pid, Date.now() > patience ? 'SIGKILL' : politest(command));
    await new Promise((done) => setTimeout(done, 100));
  }
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
}

/** Postgres waits for its clients on SIGTERM, and these will never leave. */
function politest(command) {
  return /\/postgres(\.exe)? -D /.test(command) ? 'SIGQUIT' : 'SIGTERM';
}

function end(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}
