import { chownSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from '#server/db/cluster/binaries.ts';
import type { ClusterHome } from '#server/db/cluster/home.ts';
import { failedToStart } from '#server/db/cluster/failure.ts';
import { asUser } from '#server/db/cluster/system-user.ts';
import { StartRefusal } from '#server/launch/start-refusal.mjs';

const run = promisify(execFile);
export const superuser = 'faling';
const major = '18';

/**
 * Makes the cluster unless it exists. It is made in a folder of another name and then renamed, so that a
 * start that was cut short is begun anew and never continued on half a cluster.
 */
export async function ensureCluster(home: ClusterHome, binaries: Binaries): Promise<void> {
  removeUnfinished(home);
  if (existsSync(join(home.pgdata, 'PG_VERSION'))) return checkVersion(home);
  writeFileSync(home.passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (home.user) chownSync(home.passwordFile, home.user.uid, home.user.gid);
  const unfinished = join(home.dir, `unfinished-cluster-${process.pid}`);
  try {
    await run(binaries.initdb, initdbArguments(unfinished, home.passwordFile), {
      ...asUser(home.user),
      cwd: home.dir,
      env: { PATH: '/usr/bin:/bin', SystemRoot: 'C:\\Windows', TZ: 'UTC' },
    });
  } catch (error) {
    throw failedToStart(home, (error as { stderr?: string }).stderr ?? String(error));
  }
  renameSync(unfinished, home.pgdata);
}

/**
 * Removes what starts that were cut short have left. The `initdb` of such a start may outlive it and still
 * write into its folder, which then cannot be emptied: that folder is in nobody's way, and a later start
 * removes it.
 */
function removeUnfinished(home: ClusterHome): void {
  for (const name of readdirSync(home.dir)) {
    if (!name.startsWith('unfinished-')) continue;
    try {
      rmSync(join(home.dir, name), { recursive: true, force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
    }
  }
}

export function readPassword(home: ClusterHome): string {
  return readFileSync(home.passwordFile, 'utf8').trim();
}

/**
 * The collation is Postgres's own C.UTF-8, which sorts by code point on every system. The character types of
 * the operating system's locale decide what a trigram is made of: with plain `C`, Chinese has none.
 */
function initdbArguments(target: string, passwordFile: string): string[] {
  const locale = { linux: 'C.UTF-8', darwin: 'en_US.UTF-8' }[process.platform as string] ?? 'C';
  return [
    `--pgdata=${target}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    `--locale=${locale}`,
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-sync',
    '--no-instructions',
  ];
}

function checkVersion(home: ClusterHome): void {
  const found = readFileSync(join(home.pgdata, 'PG_VERSION'), 'utf8').trim();
  if (found === major) return;
  throw new StartRefusal(
    'database-version',
    `已有数据库由 Postgres ${found} 创建，而内置的是 ${major}；数据未改动；请用 --data 指定新目录，或用 Postgres ${found} 导出后再导入。`,
    `The existing database was made by Postgres ${found} and the bundled one is ${major}; the data was kept; name a new folder with --data, or export with Postgres ${found} and import.`,
  );
}
