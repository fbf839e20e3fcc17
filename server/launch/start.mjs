import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findNode, nodeFlags } from './bundled-node.mjs';
import { passSignalsOn, stopSignal } from './child.mjs';
import { openDataFolder } from './data-folder.mjs';
import { requireNoInstance } from './instance-lock.mjs';
import { helpText, readOptions } from './options.mjs';
import { requireFreePort } from './port.mjs';
import { build, install, isBuilt, isInstalled } from './prepare.mjs';
import { step } from './progress.mjs';
import { projectRoot } from './project-root.mjs';
import { BEGIN_ANEW, restAfter } from './rest.mjs';
import { explainEnd } from './start-refusal.mjs';

/**
 * `npm start`: installs and builds what is missing, then runs server/main.ts under the bundled Node and stays
 * as its parent, which starts it again when it asks for that. Runs on Node 20, so it is plain JavaScript and uses no package.
 */

/** The server stops within ten seconds by itself; one that hangs for twice as long will not stop any more. */
const patienceMs = 20_000;

let server = null;
const stopping = new AbortController();

passSignalsOn((signal) => {
  stopping.abort();
  server?.kill(signal);
  setTimeout(() => server?.kill('SIGKILL'), patienceMs).unref();
});

try {
  process.exitCode = await start(process.argv.slice(2));
} catch (error) {
  process.exitCode = explainEnd(error);
}

async function start(argv) {
  const asked = readOptions(argv, process.env);
  if (asked.help) {
    console.log(helpText());
    return 0;
  }
  await refuseEarly(asked);
  if (!isInstalled()) await step('安装依赖', 'installing packages', install);
  if (!asked.dev && !isBuilt()) await step('构建界面', 'building the screens', build);
  return keep(argv);
}

/** What can be known before the slow steps is said before them. The server judges everything once more. */
async function refuseEarly(asked) {
  if (!process.env.DATABASE_URL) {
    requireNoInstance(openDataFolder(asked.data));
  }
  const port = Number(asked.port ?? 5100);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) {
    await requireFreePort(asked.host ?? '127.0.0.1', port);
  }
}

/** @returns what the server ended with, once that is no wish to begin anew */
async function keep(argv) {
  let rest = 0;
  for (;;) {
    const began = performance.now();
    const code = await serve(argv);
    if (code !== BEGIN_ANEW) return code;
    console.error(
      '数据库已换代，正在重新启动。\nThe database was exchanged; the server is being started again.',
    );
    rest = restAfter(performance.now() - began, rest);
    await pause(rest, undefined, { signal: stopping.signal }).catch(() => {});
  }
}

/** The channel tells the server when this process is gone, whatever ended it. */
function serve(argv) {
  if (stopSignal()) return 130;
  const main = join(projectRoot, 'server', 'main.ts');
  server = spawn(findNode(), [...nodeFlags, main, ...argv], {
    cwd: projectRoot,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.once('exit', (code, signal) => done(code ?? (signal === 'SIGKILL' ? 137 : 143)));
  });
}
