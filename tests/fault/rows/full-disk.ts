import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCluster, type City } from '../city.ts';
import { close, figure, NOTHING, type Row } from '../row.ts';
import { within, type Stage } from '../stage.ts';

const SIZE_MB = 420;

export const fullDisk: Row = {
  n: 9,
  name: 'a full disk',
  fault: 'disk full for a minute (a small tmpfs)',
  bound: 'an explicit error, no false acknowledgement, heals',
  run: async (stage) => {
    const dir = mkdtempSync(join(tmpdir(), 'faling-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m,mode=755`, 'tmpfs', dir], {
        stdio: 'pipe',
      });
    } catch {
      rmSync(dir, { recursive: true });
      const skipped = 'a tmpfs may not be mounted here (it takes root)';
      return { figures: [], faults: [], counts: NOTHING, skipped };
    }
    try {
      const cluster = await openCluster(
        { max_wal_size: '64MB', min_wal_size: '32MB', wal_recycle: 'off' },
        dir,
      );
      try {
        return await within(stage.city({ screens: stage.times(100, 8) }, cluster), (city) =>
          fill(city, stage, dir),
        );
      } finally {
        await cluster.remove();
      }
    } finally {
      execFileSync('umount', ['-l', dir]);
      rmSync(dir, { recursive: true, force: true });
    }
  },
};

async function fill(city: City, stage: Stage, dir: string) {
  const { crowd, postgres } = city;
  await crowd.begin(stage.load);
  await stage.rest(stage.seconds(10, 2));
  const filler = join(dir, 'filler');
  takeAll(filler);
  let crashes = 0;
  for (const since = performance.now(); performance.now() - since < stage.seconds(60, 10);) {
    await stage.rest(500);
    takeAll(filler);
    if (postgres.runs) continue;
    // Where the log of writes itself finds no space Postgres ends, and whoever watches over it brings it up again.
    crashes += 1;
    await postgres.start(undefined, 2_000).catch(() => undefined);
  }
  const errors = await crowd.takeErrors();
  rmSync(filler);
  if (!postgres.runs) await postgres.start();
  const healed = await crowd.untilAccepted(60_000);
  await stage.rest(stage.seconds(15, 2));
  const told = Object.entries(errors)
    .map(([code, n]) => `${code} ${n}`)
    .join(', ');
  const unsaid = Object.keys(errors).filter((code) => code.startsWith('status'));
  const explicit = [
    ...(Object.keys(errors).length > 0
      ? []
      : ['the disk was full and no command was told so: nothing was tried']),
    ...unsaid.map((status) => `a command was answered with ${status} and without a sentence`),
  ];
  return close(city, [figure('writes resume after there is space', healed, 10_000)], explicit, [
    `answers while the disk was full: ${told}; Postgres ended ${crashes} times`,
  ]);
}

/** For a run that is cut short: what is mounted below its folder goes with it. */
export function unmountBelow(folder: string): void {
  if (!existsSync('/proc/mounts')) return;
  const mounted = readFileSync('/proc/mounts', 'utf8').matchAll(/^\S+ (\S+) /gm);
  for (const [, place = ''] of mounted)
    if (place.startsWith(`${folder}/`)) execFileSync('umount', ['-l', place]);
}

/** Fills what is free, in ever smaller pieces, to the last block; what others give back in the meantime is filled as well. */
function takeAll(filler: string): void {
  const file = openSync(filler, 'a');
  for (const bytes of [1 << 20, 1 << 12]) {
    const piece = Buffer.alloc(bytes);
    try {
      while (writeSync(file, piece) > 0);
    } catch {
      // No space is left for a piece of this size.
    }
  }
  closeSync(file);
}
