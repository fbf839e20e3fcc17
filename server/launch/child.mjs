import { spawn } from 'node:child_process';

/** Every child that runs now, so that a signal to us can be handed on. */
const running = new Set();
let stoppedBy = null;

/**
 * Runs a program to its end and collects what it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options] `stdio: 'inherit'` shows instead of collecting
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function run(command, args, options = {}) {
  if (stoppedBy) return { code: 130, output: '' };
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  running.add(child);
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  try {
    const code = await ended(child);
    return { code, output };
  } finally {
    running.delete(child);
  }
}

/**
 * Hands SIGINT, SIGTERM and SIGHUP on to the children, once: Ctrl-C reaches the whole terminal group and npm
 * passes the signal on as well, so that each of us sees it more than once.
 * @param {(signal: NodeJS.Signals) => void} [also]
 */
export function passSignalsOn(also) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (stoppedBy) return;
      stoppedBy = signal;
      for (const child of running) child.kill(signal);
      also?.(signal);
    });
  }
}

/** @returns {NodeJS.Signals | null} the signal that asked us to stop */
export function stopSignal() {
  return stoppedBy;
}

/** @param {import('node:child_process').ChildProcess} child */
function ended(child) {
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) => done(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
