import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { findNode } from './bundled-node.mjs';
import { run, stopSignal } from './child.mjs';
import { projectRoot } from './project-root.mjs';
import { StartRefusal } from './start-refusal.mjs';

/** Everything that the built application depends on; tests and what the compiler of messages writes are not. */
const buildSources = ['src', 'messages', 'static', 'project.inlang/settings.json'].concat([
  'svelte.config.js',
  'vite.config.ts',
  'package-lock.json',
]);
const notASource = /\.test\.ts$|^src[\\/]lib[\\/]paraglide/;

/**
 * Whether node_modules holds exactly what package-lock.json asks for. npm writes down what it has installed
 * as the last thing it does, so that an installation that was cut short does not count.
 * @returns {boolean}
 */
export function isInstalled() {
  const wanted = packagesOf(join(projectRoot, 'package-lock.json'));
  const present = packagesOf(join(projectRoot, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === '') return true;
    const found = present[path];
    return found ? found.version === version && found.integrity === integrity : Boolean(optional);
  });
}

/** Installs the packages of package-lock.json. */
export async function install() {
  const flags = ['ci', '--include=dev', '--include=optional', '--ignore-scripts', '--prefer-offline'];
  const own = process.env.npm_execpath ?? '';
  const { code, output } = basename(own).startsWith('npm-cli')
    ? await run(process.execPath, [own, ...flags], { cwd: projectRoot })
    : await run('npm', flags, { cwd: projectRoot, shell: process.platform === 'win32' });
  if (code !== 0) throw failed('install', 'npm ci', output);
}

/**
 * Whether build/ was made from the present sources, told by their content: a checkout changes times.
 * @returns {boolean}
 */
export function isBuilt() {
  if (!existsSync(join(projectRoot, 'build', 'handler.js'))) return false;
  const stamp = stampFile();
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourcesDigest();
}

/** Builds the application into build/. */
export async function build() {
  const digest = sourcesDigest();
  rmSync(stampFile(), { force: true });
  const vite = join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js');
  const env = { ...process.env, NODE_ENV: 'production' };
  const { code, output } = await run(findNode(), [vite, 'build'], { cwd: projectRoot, env });
  if (code !== 0) throw failed('build', 'vite build', output);
  writeFileSync(stampFile(), digest);
}

function stampFile() {
  return join(projectRoot, 'build', '.faling-sources');
}

/** @returns {string} */
export function sourcesDigest() {
  const hash = createHash('sha256');
  for (const path of buildSources.flatMap((source) => filesUnder(join(projectRoot, source)))) {
    const name = relative(projectRoot, path);
    if (!notASource.test(name)) hash.update(`${name}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  const names = readdirSync(path).sort();
  return names.flatMap((name) => filesUnder(join(path, name)));
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  } catch {
    return null;
  }
}

function failed(code, command, output) {
  if (stopSignal()) return new StartRefusal('stopped', '已停止。', 'Stopped.', 130);
  console.error(`\n${output.trim().split('\n').slice(-40).join('\n')}`);
  return new StartRefusal(
    `${code}-failed`,
    `${command} 失败，原因见上；数据未改动；请处理后重新启动。`,
    `${command} failed for the reason above; the data was kept; put it right and start again.`,
  );
}
