import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The children that run now, each in a process group of its own, so that its own children end with it. */
const groups = new Set();
const guard = fileURLToPath(new URL('guard.mjs', import.meta.url));
const hangMs = 40 * 60_000;

/**
 * Runs one step of the test run to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runStep(command, args, { cwd, env }) {
  const child = spawn(process.execPath, [guard, command, ...args], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  groups.add(child.pid);
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return new Promise((done, fail) => {
    const hang = setTimeout(() => {
      output += `\nstopped: it ran for more than ${hangMs / 60_000} minutes\n`;
      endGroup(child.pid, 'SIGTERM');
    }, hangMs);
    child.once('error', fail);
    child.once('close', (code) => {
      clearTimeout(hang);
      groups.delete(child.pid);
      done({ code: code ?? 143, output });
    });
  });
}

/** Asks all steps to end; whoever has not ended after the bound is ended. Answers when none is left. */
export async function endSteps(boundMs = 8_000) {
  for (const group of groups) endGroup(group, 'SIGTERM');
  for (const since = Date.now(); groups.size > 0 && Date.now() - since < boundMs;) {
    await new Promise((done) => setTimeout(done, 50));
  }
  for (const group of groups) endGroup(group, 'SIGKILL');
}

function endGroup(group, signal) {
  try {
    process.kill(process.platform === 'win32' ? group : -group, signal);
  } catch {
    // It has ended in the meantime.
  }
}
