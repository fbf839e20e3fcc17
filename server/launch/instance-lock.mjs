import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beginningOf } from './process-identity.mjs';
import { StartRefusal } from './start-refusal.mjs';

/**
 * One instance on one data folder. The lock names a process by its id and the moment it began, so that it
 * ends with the process, even by kill -9, and an id that was given to another process is not believed.
 */

/**
 * @param {string} dataDir
 * @returns {void} refuses if an instance is running on this folder
 */
export function requireNoInstance(dataDir) {
  const holder = livingHolder(readLock(join(dataDir, 'instance.lock')));
  if (holder) throw alreadyRunning(dataDir, holder);
}

/**
 * @param {string} dataDir an existing, writable folder
 * @returns {{ release(): void }}
 */
export function takeLock(dataDir) {
  const lock = join(dataDir, 'instance.lock');
  const mine = `${lock}.${process.pid}`;
  const text = JSON.stringify({ pid: process.pid, began: beginningOf(process.pid) });
  writeFileSync(mine, text);
  try {
    while (!linked(mine, lock)) clearStale(lock, dataDir);
  } finally {
    rmSync(mine, { force: true });
  }
  return {
    release: () => {
      if (readLock(lock) === text) rmSync(lock, { force: true });
    },
  };
}

/** Making a link is all or nothing: a lock is never seen half-written, and only one of two can make it. */
function linked(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Moved aside and looked at again: another process may have put its own lock there in the meantime. */
function clearStale(lock, dataDir) {
  const holder = livingHolder(readLock(lock));
  if (holder) throw alreadyRunning(dataDir, holder);
  const aside = `${lock}.stale-${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  const moved = livingHolder(readLock(aside));
  if (moved) linked(aside, lock);
  rmSync(aside, { force: true });
  if (moved) throw alreadyRunning(dataDir, moved);
}

function readLock(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function livingHolder(text) {
  if (text === null) return null;
  try {
    const { pid, began } = JSON.parse(text);
    return began !== null && beginningOf(pid) === began ? pid : null;
  } catch {
    return null;
  }
}

function alreadyRunning(dataDir, pid) {
  return new StartRefusal(
    'already-running',
    `发令已在数据目录 ${dataDir} 上运行（进程 ${pid}）；它未受影响；请先停止它，或用 --data 指定另一个目录。`,
    `Faling is already running on the data folder ${dataDir} (process ${pid}); it was left alone; stop it first, or name another folder with --data.`,
  );
}
