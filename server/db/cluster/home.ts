import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { databaseUser, may, type SystemUser } from '#server/db/cluster/system-user.ts';
import { StartRefusal } from '#server/launch/start-refusal.mjs';

/** Where one embedded cluster lives, and who runs it. */
export interface ClusterHome {
  dir: string;
  pgdata: string;
  passwordFile: string;
  logFile: string;
  user: SystemUser | null;
}

/**
 * The home of the cluster that belongs to a data folder: `postgres/` inside of it, or, where the user that
 * runs Postgres cannot reach that (root's own home is closed to others), a folder outside that
 * `cluster.json` names.
 * @see docs/decisions/0004-embedded-database-as-root.md
 */
export function openHome(dataDir: string): ClusterHome {
  const inside = join(dataDir, 'postgres');
  const record = join(dataDir, 'cluster.json');
  if (existsSync(record)) return recordedHome(record);
  if (existsSync(join(inside, 'cluster', 'PG_VERSION'))) return keptHome(inside);
  const user = databaseUser();
  if (makeFolder(inside, user)) return homeAt(inside, user);
  rmdirSync(inside);
  const outside = makeOutside(user);
  writeFileSync(record, `${JSON.stringify({ home: outside })}\n`);
  return homeAt(outside, user);
}

function homeAt(dir: string, user: SystemUser | null): ClusterHome {
  return {
    dir,
    pgdata: join(dir, 'cluster'),
    passwordFile: join(dir, 'password'),
    logFile: join(dir, 'postgres.log'),
    user,
  };
}

/** Answers false if the user that runs Postgres cannot reach the folder. */
function makeFolder(dir: string, user: SystemUser | null): boolean {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  chmodSync(dir, 0o700);
  if (!user) return true;
  chownSync(dir, user.uid, user.gid);
  return may(user, 'write', dir);
}

/** A name that cannot be guessed: the folder of last resort lies where everybody may create folders. */
function makeOutside(user: SystemUser | null): string {
  const name = randomBytes(6).toString('hex');
  for (const dir of [join('/var/lib/faling', name), join(tmpdir(), `faling-${name}`)]) {
    try {
      mkdirSync(resolve(dir, '..'), { recursive: true, mode: 0o755 });
      if (makeFolder(dir, user)) return dir;
      rmdirSync(dir);
    } catch {
      // A read-only /var/lib is common in containers: the next place is tried.
    }
  }
  throw new StartRefusal(
    'no-database-place',
    '找不到数据库用户可以写入的位置；未作任何改动；请用 --data 指定一个其他用户也能进入的目录，或改用普通用户启动。',
    'There is no place that the database user may write to; nothing was changed; name a folder that others may enter with --data, or start as an ordinary user.',
  );
}

function recordedHome(record: string): ClusterHome {
  const { home } = JSON.parse(readFileSync(record, 'utf8')) as { home: string };
  if (existsSync(join(home, 'cluster', 'PG_VERSION'))) return keptHome(home);
  if (existsSync(home)) return homeAt(home, databaseUser(home));
  throw new StartRefusal(
    'database-missing',
    `${record} 所记录的数据库目录 ${home} 已不存在；其余数据未改动；请恢复该目录，或删除 ${record} 以重新开始。`,
    `The database folder ${home} named in ${record} is gone; everything else was kept; restore it, or delete ${record} to begin anew.`,
  );
}

function keptHome(dir: string): ClusterHome {
  const user = databaseUser(dir);
  if (user ? may(user, 'write', dir) : canWrite(dir)) return homeAt(dir, user);
  throw new StartRefusal(
    'database-unreachable-folder',
    `当前用户无法使用已有的数据库目录 ${dir}；数据未改动；请用创建它的用户启动，或用 --data 指定另一个目录。`,
    `The existing database folder ${dir} cannot be used by this user; the data was kept; start as the user that made it, or name another folder with --data.`,
  );
}

function canWrite(dir: string): boolean {
  return process.platform === 'win32' || may(null, 'write', dir);
}
