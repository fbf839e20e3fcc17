import { readFileSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { StartRefusal } from '#server/launch/start-refusal.mjs';

/** The user that Postgres runs as where it may not run as ourselves. */
export interface SystemUser {
  name: string;
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
    if (uid !== 0) return { name: `uid ${uid}`, uid, gid };
  }
  const found = passwd('postgres') ?? passwd('nobody');
  if (found) return found;
  throw new StartRefusal(
    'no-database-user',
    '以 root 运行时需要系统用户 postgres 或 nobody 来运行数据库，但两者都不存在；未作任何改动；请改用普通用户启动，或设置 DATABASE_URL。',
    'Run as root, the embedded database needs a system user postgres or nobody and there is neither; nothing was changed; start as an ordinary user or set DATABASE_URL.',
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

function passwd(name: string): SystemUser | null {
  let lines: string[];
  try {
    lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  } catch {
    return null;
  }
  for (const line of lines) {
    const [login, , uid, gid] = line.split(':');
    if (login === name) return { name, uid: Number(uid), gid: Number(gid) };
  }
  return null;
}
