import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../../server/launch/child.mjs';

/**
 * The browser of the tests: `CHROMIUM_PATH`, one that the system has, the one that Playwright may have
 * downloaded, or, as root on Debian, the system's package. A download from elsewhere is never assumed to work.
 */
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** @returns {Promise<string | null>} the path of a browser that is there already */
export async function findChromium() {
  const told = process.env.CHROMIUM_PATH;
  if (told) return isProgram(told) ? told : null;
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...places].find(isProgram) ?? (await playwrightsOwn());
}

/**
 * Chromium (seen in 156) loads a page of its own behind the address bar of each window, beside the page that is tried. Of
 * several lists it reads the last one only, so Playwright's is said again (its `chromiumSwitches`).
 */
const OFF = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'],
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints'],
  ...['NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
];

/** Flags under which the browser talks to nobody but us, and runs without a display or a sandbox for root. */
export function chromiumFlags() {
  return [
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    `--disable-features=${OFF.join(',')}`,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}

/**
 * Installs what is missing of a browser and a Chinese font, where that can be done.
 * @returns {Promise<string>} what was found or installed
 */
export async function prepareChromium() {
  let found = await findChromium();
  const packages = [...(found ? [] : ['chromium']), ...(hasChineseFont() ? [] : ['fonts-noto-cjk'])];
  if (packages.length > 0 && !process.env.CHROMIUM_PATH && mayInstall()) await aptInstall(packages);
  found ??= await findChromium();
  if (!found) throw new Error(missing());
  return found;
}

function missing() {
  if (process.env.CHROMIUM_PATH)
    return `CHROMIUM_PATH 不是可执行文件 CHROMIUM_PATH is not a program: ${process.env.CHROMIUM_PATH}`;
  return (
    '找不到 Chromium；请安装它（Debian：apt-get install chromium fonts-noto-cjk），或用 CHROMIUM_PATH 指明位置。\n' +
    'No Chromium was found; install it (Debian: apt-get install chromium fonts-noto-cjk), or name it in CHROMIUM_PATH.'
  );
}

/** Ubuntu's package of this name only leads to its own store of programs. */
function mayInstall() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  return /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

async function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const { code, output } = await run('apt-get', args, { env });
    if (code !== 0) throw new Error(`apt-get ${args.join(' ')}\n${output.split('\n').slice(-15).join('\n')}`);
  }
}

function hasChineseFont() {
  if (process.platform !== 'linux') return true;
  const listed = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
  return listed.status === 0 && listed.stdout.trim() !== '';
}

async function playwrightsOwn() {
  try {
    const { chromium } = await import('@playwright/test');
    const path = chromium.executablePath();
    return isProgram(path) ? path : null;
  } catch {
    return null;
  }
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
