import { chmodSync, existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StartRefusal } from './start-refusal.mjs';

/** What a new cluster takes (40 MB and a first segment of its log), and what an old one needs to recover. */
const needBytes = { new: 160_000_000, kept: 40_000_000 };

/**
 * Makes the data folder unless it exists and proves that it can be written to, before anything slow begins.
 * @param {string} dataDir
 * @returns {string} its absolute path
 */
export function openDataFolder(dataDir) {
  const dir = resolve(dataDir);
  const probe = join(dir, `.writable-${process.pid}`);
  try {
    if (!existsSync(dir)) {
      mkdirSync(dir, { recursive: true });
      // Others may pass through, whatever the umask: as root, Postgres runs as another user (decision 0004).
      chmodSync(dir, 0o755);
    }
    writeFileSync(probe, 'x'.repeat(4096));
    rmSync(probe);
  } catch (error) {
    removeProbe(probe);
    throw refusalFor(dir, error);
  }
  return dir;
}

/**
 * @param {string} dir
 * @param {boolean} isNew whether a cluster has yet to be made
 */
export function requireSpace(dir, isNew) {
  const { bavail, bsize } = statfsSync(dir);
  if (bavail * bsize < needBytes[isNew ? 'new' : 'kept']) throw diskFull(dir);
}

/**
 * @param {string} dir
 * @returns {StartRefusal}
 */
export function diskFull(dir) {
  return new StartRefusal(
    'disk-full',
    `${dir} 所在磁盘空间不足；已有数据保持不变；请腾出空间后重新启动，或用 --data 指定其他磁盘上的目录。`,
    `The disk that holds ${dir} is full; existing data was kept; free some space and start again, or name a folder on another disk with --data.`,
  );
}

/** A full disk takes a file's name but not its content. */
function removeProbe(probe) {
  try {
    rmSync(probe, { force: true });
  } catch {
    // There is no folder that it could lie in.
  }
}

function refusalFor(dir, error) {
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return diskFull(dir);
  return new StartRefusal(
    'data-unwritable',
    `无法写入数据目录 ${dir}（${error.code}）；未作任何改动；请修正其权限，或用 --data 指定另一个目录。`,
    `The data folder ${dir} cannot be written to (${error.code}); nothing was changed; correct its permissions, or name another folder with --data.`,
  );
}
