import { spawn } from 'node:child_process';

/**
 * `guard.mjs PROGRAM …`, the leader of a process group: runs the program in that group and ends the whole group
 * when the test run that started it is gone, kill -9 included, which the channel to it tells.
 */
const boundMs = 5_000;
const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

child.once('error', (error) => {
  console.error(error);
  process.exit(1);
});
child.once('exit', (code) => process.exit(code ?? 143));

// A signal to the group reaches the program by itself, and its end is ours.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

process.once('disconnect', () => {
  endGroup('SIGTERM');
  setTimeout(() => endGroup('SIGKILL'), boundMs);
});

function endGroup(signal) {
  if (process.platform === 'win32') child.kill(signal);
  else process.kill(-process.pid, signal);
}
