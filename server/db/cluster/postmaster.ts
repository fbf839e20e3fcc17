import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { execFile, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { Binaries } from '#server/db/cluster/binaries.ts';
import type { ClusterHome } from '#server/db/cluster/home.ts';
import { disownPidFile, isPostmasterOf } from '#server/db/cluster/pid-file.ts';
import { beginningOf } from '#server/launch/process-identity.mjs';
import { postgresArguments, type Address } from '#server/db/cluster/settings.ts';
import { asUser } from '#server/db/cluster/system-user.ts';

const largestLogBytes = 8_000_000;

/** A postmaster that was just started, and what it has written to its log since. */
export interface Launched {
  pid: number;
  written(): string;
}

/**
 * Starts Postgres in a session of its own: Ctrl-C in the terminal reaches every process of ours at once, and
 * the database has to be the last to stop. Its log is a file, not a pipe, because Postgres outlives us if we
 * are killed.
 */
export async function launch(
  home: ClusterHome,
  binaries: Binaries,
  address: Address,
  settings: Record<string, string>,
): Promise<Launched> {
  disownPidFile(home.pgdata);
  const logStart = turnLog(home.logFile);
  const log = openSync(home.logFile, 'a', 0o600);
  try {
    const child = spawn(binaries.postgres, postgresArguments(home.pgdata, address, settings), {
      ...asUser(home.user),
      cwd: home.dir,
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log, log],
      env: { PATH: '/usr/bin:/bin', SystemRoot: 'C:\\Windows', TZ: 'UTC' },
    });
    await new Promise<void>((done, fail) => child.once('spawn', done).once('error', fail));
    child.unref();
    return {
      pid: child.pid!,
      written: () => readFileSync(home.logFile).subarray(logStart).toString('utf8'),
    };
  } finally {
    closeSync(log);
  }
}

/**
 * Stops a postmaster and waits until it is gone: first `fast` (open transactions are rolled back), and after
 * the bound `immediate`, from which the next start recovers. Answers true if it is gone.
 * @see https://www.postgresql.org/docs/18/server-shutdown.html
 */
export async function stopPostmaster(
  home: ClusterHome,
  binaries: Binaries,
  pid: number,
  boundMs: number,
): Promise<boolean> {
  // Not by its command line, which a process that ends loses a moment before its id.
  const began = beginningOf(pid);
  const isGone = (): boolean => beginningOf(pid) !== began;
  if (!isPostmasterOf(home.pgdata, pid)) return true;
  for (const [mode, signal, waitMs] of [
    ['fast', 'SIGINT', boundMs],
    ['immediate', 'SIGQUIT', 2_000],
  ] as const) {
    if (isGone()) return true;
    tell(home, binaries, pid, mode, signal);
    for (const since = performance.now(); performance.now() - since < waitMs;) {
      if (isGone()) return true;
      await pause(10);
    }
  }
  return isGone();
}

/** Windows knows no signals; pg_ctl tells Postgres through a named pipe there. */
function tell(
  home: ClusterHome,
  binaries: Binaries,
  pid: number,
  mode: string,
  signal: NodeJS.Signals,
): void {
  if (process.platform === 'win32') {
    execFile(binaries.pgCtl, ['stop', '-D', home.pgdata, '-m', mode, '--no-wait'], () => {});
    return;
  }
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself in the meantime, which is what was wanted.
  }
}

/** Keeps one older log; answers where this start's lines will begin. */
function turnLog(logFile: string): number {
  if (!existsSync(logFile)) return 0;
  const { size } = statSync(logFile);
  if (size < largestLogBytes) return size;
  renameSync(logFile, `${logFile}.1`);
  return 0;
}
