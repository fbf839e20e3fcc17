import { chownSync, lstatSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SystemUser } from '#server/db/cluster/system-user.ts';

/** sockaddr_un holds 104 bytes on macOS and 108 on Linux, the closing zero and `/.s.PGSQL.5432` included. */
const longestFolder = 103 - '/.s.PGSQL.5432'.length;

/**
 * The folder of the cluster's socket: short, closed to everybody else, and the same at each start, so that a
 * start after a crash leaves no second folder behind.
 */
export function makeSocketFolder(pgdata: string, user: SystemUser | null): string {
  const name = `faling-${createHash('sha256').update(pgdata).digest('hex').slice(0, 12)}`;
  for (const base of [tmpdir(), '/tmp']) {
    const dir = join(base, name);
    if (dir.length > longestFolder) continue;
    if (isOurs(dir, user) || make(dir, user)) return dir;
  }
  const made = mkdtempSync('/tmp/faling-');
  if (user) chownSync(made, user.uid, user.gid);
  return made;
}

export function removeSocketFolder(dir: string): void {
  rmSync(dir, { recursive: true, force: true });
}

/** Answers false where the folder cannot be made, or somebody else has one of that name. */
function make(dir: string, user: SystemUser | null): boolean {
  try {
    mkdirSync(dir, { mode: 0o700 });
    if (user) chownSync(dir, user.uid, user.gid);
    return true;
  } catch {
    return false;
  }
}

/** The temporary folder is everybody's: a folder of this name that somebody else made is not used. */
function isOurs(dir: string, user: SystemUser | null): boolean {
  const found = lstatSync(dir, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return false;
  return found.uid === (user?.uid ?? process.getuid?.()) && (found.mode & 0o077) === 0;
}
