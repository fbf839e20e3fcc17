import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLineOf, isAlive } from '#server/launch/process-identity.mjs';
import type { Address } from '#server/db/cluster/settings.ts';

/** What a postmaster writes into postmaster.pid (Postgres, src/include/utils/pidfile.h). */
export interface Postmaster {
  pid: number;
  address: Address;
  /** False while it starts, recovers or stops. */
  ready: boolean;
}

/** The postmaster that runs on this cluster now, or null; a file left by a crash names none. */
export function runningPostmaster(pgdata: string): Postmaster | null {
  const lines = readLines(pgdata);
  const pid = Number(lines?.[0]);
  if (!lines || !Number.isInteger(pid) || pid <= 0 || !isPostmasterOf(pgdata, pid)) return null;
  const host = lines[4]?.trim() || lines[5]?.trim() || '';
  return { pid, address: { host, port: Number(lines[3] ?? 0) }, ready: lines[7]?.trim() === 'ready' };
}

/** Process ids are used again: only a living process that was started on this very folder is believed. */
export function isPostmasterOf(pgdata: string, pid: number): boolean {
  if (!isAlive(pid)) return false;
  return process.platform === 'win32' || commandLineOf(pid).includes(`-D ${pgdata} `);
}

/**
 * Postgres itself refuses to start while the id in a left-over file belongs to any living process. Such a
 * file is marked with our own id, which Postgres, as our child, ignores; the rest of the file stays, so that it
 * still checks that no process of the old cluster holds its shared memory.
 */
export function disownPidFile(pgdata: string): void {
  const lines = readLines(pgdata);
  if (!lines || runningPostmaster(pgdata)) return;
  lines[0] = String(process.pid);
  writeFileSync(join(pgdata, 'postmaster.pid'), lines.join('\n'));
}

function readLines(pgdata: string): string[] | null {
  try {
    return readFileSync(join(pgdata, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
}
