import { statfsSync } from 'node:fs';
import type { ClusterHome } from '#server/db/cluster/home.ts';
import { diskFull } from '#server/launch/data-folder.mjs';
import { StartRefusal } from '#server/launch/start-refusal.mjs';

/**
 * Turns what initdb or Postgres said on its way out into one sentence. On a full disk it may have been unable to
 * say anything, so that the disk is asked as well.
 */
export function failedToStart(home: ClusterHome, written: string): StartRefusal {
  const { bavail, bsize } = statfsSync(home.dir);
  if (/No space left on device/.test(written) || bavail * bsize < 1_000_000) return diskFull(home.dir);
  const said = written.split('\n').findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? written;
  const reason = said.trim().split('\n').at(-1);
  return new StartRefusal(
    'database-failed',
    `内置数据库未能启动（${reason}）；数据未改动；详情见 ${home.logFile}。`,
    `The embedded database did not start (${reason}); the data was kept; see ${home.logFile}.`,
  );
}
