import { readFileSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { StartRefusal } from '#server/launch/start-refusal.mjs';

/** The user that Postgres runs as where it may not run as ourselves. */
export interface SystemUser {
  uid: number;
  gid: number;
}

/**
 * Postgres refuses to run as root. An existing cluster is run by its owner; a new one by `postgres`, which
 * Debian's packages create, or else by `nobody`. Null means: as ourselves.
 * @see docs/decisions/0004-embedded-database-as-root.md
 */
export function databaseUser(existing?: string): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  if (existing) {
    const { uid, gid } = statSync(existing);
    if (uid !== 0) return { uid, gid };
  }
  const found = passwd('postgres') ?? passwd('nobody');
  if (found && canBecome(found)) return found;
  throw new StartRefusal(
    'no-database-user',
    '以 root 运行时，数据库须由系统用户 postgres 或 nobody 运行，但两者都不可用；未作任何改动；请改用普通用户启动，或设置 DATABASE_URL。',
    'Run as root, the embedded database needs the system user postgres or nobody and neither can be used; nothing was changed; start as an ordinary user or set DATABASE_URL.',
  );
}

/** Asks the system itself, as that user, so that access lists and mounts are judged too and not only modes. */
export function may(user: SystemUser | null, right: 'read' | 'write' | 'execute', path: string): boolean {
  const flag = { read: '-r', write: '-w', execute: '-x' }[right];
  const answer = spawnSync('/bin/sh', ['-c', 'test "$0" "$1"', flag, path], { ...asUser(user), cwd: '/' });
  return answer.status === 0;
}

/** The part of the options of `spawn` that changes the user. */
export function asUser(user: SystemUser | null): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

/** Some containers have a root that may not become anybody else. */
function canBecome(user: SystemUser): boolean {
  return spawnSync('/bin/sh', ['-c', ':'], { ...asUser(user), cwd: '/' }).status === 0;
}

function passwd(name: string): SystemUser | null {
  let lines: string[];
  try {
    lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  } catch {
    return null;
  }
  for (const line of lines) {
    const [login, , uid, gid] = line.split(':');
    if (login === name) return { uid: Number(uid), gid: Number(gid) };
  }
  return null;
}
